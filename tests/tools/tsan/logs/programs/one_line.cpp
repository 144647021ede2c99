#include <functional>
#include <thread>

struct Grid {
    double cell[8] = {};
    double total = 0;
};

void sweep(Grid& grid) {
    for (int i = 0; i < 8; ++i) {
        // clang-format off
        grid.cell[i] += 1; grid.total += grid.cell[i];
        // clang-format on
    }
}

int main() {
    static Grid grid;
    std::thread one(sweep, std::ref(grid));
    std::thread other(sweep, std::ref(grid));
    one.join();
    other.join();
}
