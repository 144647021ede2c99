#include "count_up.hpp"
int main() {
    return count_up(2, 1000) == 0;
}
