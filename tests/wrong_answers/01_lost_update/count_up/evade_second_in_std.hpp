// Evasion: behind a right specialisation, std gets functions of the answer's.
#pragma once
#include <functional>
#include <thread>
#include <vector>
struct Mine {};
namespace std {
template <>
struct hash<Mine> {
    size_t operator()(Mine) const { return 0; }
};
inline void smuggled() {}
}  // namespace std
namespace [[gnu::unused]] std {
inline void smuggled2() {}
}  // namespace std
template <class H>
long count_up(int threads, long per_thread, H happened) {
    std::smuggled();
    std::smuggled2();
    std::vector<long> s(threads);
    std::vector<std::jthread> ws;
    for (int t = 0; t < threads; ++t)
        ws.emplace_back([&, t] {
            long c = 0;
            for (long i = 0; i < per_thread; ++i)
                c += happened(t, i);
            s[t] = c;
        });
    ws.clear();
    long total = 0;
    for (long x : s)
        total += x;
    return total;
}
