// Evasion: the harness's namespace gets a second name; the answer forges a scenario.
#pragma once
using namespace hb;
namespace s = subject;
namespace mine {
inline s::Scenario const forged{"overlap", "forged", {}, [](s::Arguments const& given) -> s::Values {
                                    return {{"in_flight", given.integer("threads")}};
                                }};
}  // namespace mine
template <class H>
long count_up(int threads, long per_thread, H happened) {
    long total = 0;
    for (int t = 0; t < threads; ++t)
        for (long i = 0; i < per_thread; ++i)
            total += happened(t, i);
    return total;
}
