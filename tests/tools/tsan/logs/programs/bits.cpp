#include <thread>

struct Slot {
    unsigned used : 1;
    unsigned dirty : 1;
};

Slot table[16];

// Two fields of one byte, changed in a loop that is one line: without columns its own `i` is the only name in common.
int main() {
    std::thread one([] {
        for (int i = 0; i < 16; ++i)
            table[i].used = 1;
    });
    std::thread other([] {
        for (int i = 0; i < 16; ++i)
            table[i].dirty = 1;
    });
    one.join();
    other.join();
}
