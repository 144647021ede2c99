#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

struct Person {
    char title[16];
    char street[32];
};

char name[32] = "nobody";
Person person;

int main() {
    std::thread other([] {
        std::strcpy(name, "somebody");
        std::memcpy(person.street, name, sizeof person.street);
        std::snprintf(person.title, sizeof person.title, "%s", name);
    });
    auto const length = std::strlen(name);
    auto const same = std::strcmp(name, person.street) == 0;
    std::string const copy = person.title;
    other.join();
    return static_cast<int>(length + copy.size()) + same;
}
