// A library that tells ThreadSanitizer which calls on one object may not overlap.
#include <sanitizer/tsan_interface.h>

#include <thread>

void* tag;

[[gnu::noinline]] void list_append(int* list) {
    __tsan_external_write(list, __builtin_return_address(0), tag);
}

int main() {
    tag = __tsan_external_register_tag("List");
    int* list = new int(0);
    std::thread worker([list] { list_append(list); });
    list_append(list);
    worker.join();
    delete list;
}
