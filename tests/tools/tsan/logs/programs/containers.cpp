// Both accesses are inside a container's own functions.
#include <map>
#include <string>
#include <thread>

struct Cache {
    std::map<int, std::string> entries;
    void put(int key) { entries[key] = "value"; }
    bool has(int key) const { return entries.contains(key); }
};

void fill(Cache& cache) {
    for (int key = 0; key < 100; ++key)
        cache.put(key);
}

int main() {
    Cache cache;
    std::thread writer(fill, std::ref(cache));
    bool found = false;
    for (int key = 0; key < 100; ++key)
        found |= cache.has(key);
    writer.join();
    return found ? 0 : 1;
}
