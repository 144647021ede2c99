#pragma once
// Wrong, and it prints bytes that are no text: what it printed is shown all the same, and the results stay JSON.

#include <cstdio>

template <class Happened>
long count_up(int /*threads*/, long /*per_thread*/, Happened /*happened*/) {
    std::puts("so far \xff\xfe\x80 \xc3( counted");
    return -1;
}
