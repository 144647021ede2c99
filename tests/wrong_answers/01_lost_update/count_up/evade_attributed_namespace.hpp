// Evasion: an attribute stands between namespace and hb; the answer forges a scenario.
#pragma once
namespace [[deprecated]] hb {
namespace mine {
inline subject::Scenario const forged{"overlap", "forged", {}, [](subject::Arguments const& given) -> subject::Values {
                                          return {{"in_flight", given.integer("threads")}};
                                      }};
}  // namespace mine
}  // namespace hb
template <class H>
long count_up(int threads, long per_thread, H happened) {
    long total = 0;
    for (int t = 0; t < threads; ++t)
        for (long i = 0; i < per_thread; ++i)
            total += happened(t, i);
    return total;
}
