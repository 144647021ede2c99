#include <thread>

struct Switches {
    unsigned lamp : 1 = 0;
    unsigned heater : 1 = 0;
    unsigned level : 6 = 0;
};

int main() {
    Switches switches;
    std::thread other([&] { switches.lamp = 1; });
    switches.level += 2;
    other.join();
    return switches.heater;
}
