#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "frame.hpp"
#include "naming.hpp"
#include "tsan/text.hpp"
#include "wording.hpp"

namespace hb::tsan {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_name = 40;

[[nodiscard]] std::string_view last_component(std::string_view name) {
    auto const colons = name.rfind("::");
    return colons == npos ? name : name.substr(colons + 2);
}

/// What the source line of an access says that it is to.
[[nodiscard]] Names names_of(Access const& access, Places const& places) {
    auto const frame = places.shown(access.stack);
    if (!frame) return {};
    auto const line = places.source(*frame);
    auto const called = called_function(access.stack, *frame);
    if (called.empty()) return names_in(line, frame->column, access.write);
    return names_in_call(line, last_component(called), access.write);
}

[[nodiscard]] std::string name_words(Name const& name) {
    auto const object = fit(name.object, longest_name);
    switch (name.relation) {
        case Name::Relation::element:
            return fmt::format("an element of '{}'", object);
        case Name::Relation::target:
            return fmt::format("memory that '{}' points to", object);
        case Name::Relation::inside:
            return fmt::format("memory of '{}'", object);
        case Name::Relation::itself:
            break;
    }
    return fmt::format("'{}'", object);
}

/// ", on the stack of the main thread": the place of the memory.
[[nodiscard]] std::string location_words(Report const& report, Places const& places) {
    std::string_view const location = report.location;
    auto const owner = [&] {
        auto const name = location.substr(location.rfind(" of ") + 4);
        return name == "main thread" ? "the main thread" : std::string(name);
    };
    if (location.starts_with("stack of ")) return fmt::format("on the stack of {}", owner());
    if (location.starts_with("TLS of ")) return fmt::format("in the thread-local memory of {}", owner());
    if (location.starts_with("heap block")) {
        return fmt::format("in a heap block of {}{}", bytes(size_of_location(location)),
                           places.remark("allocated", report.location_stack));
    }
    return {};
}

/// A global, with the part of it that the source lines name. The report's own word for the whole comes first.
[[nodiscard]] std::string global_words(Report const& report, std::string const& global,
                                       std::optional<Name> const& name) {
    auto const size = size_of_location(report.location);
    auto const what =
        fmt::format("the global variable '{}'{}", global, size > 0 ? fmt::format(" ({})", bytes(size)) : "");
    bool const whole = !report.accesses.empty() && report.accesses.front().size == size;
    if (!name || whole) return what;
    if (last_component(global) == name->object) {
        return name->relation == Name::Relation::element ? "an element of " + what : what;
    }
    // What a pointer or a reference calls it is no better than its own name.
    bool const part = name->relation == Name::Relation::itself || name->relation == Name::Relation::element ||
                      (name->relation == Name::Relation::inside && name->member);
    return part ? fmt::format("{}, in {}", name_words(*name), what) : what;
}

/// "an object of 4 bytes at a.cpp:3 and b.cpp:7", where no name is known for it.
[[nodiscard]] std::string anonymous_words(Report const& report, Places const& places) {
    if (std::ranges::any_of(report.accesses, frees)) return "memory that is freed";
    if (report.accesses.empty()) return "the same memory";
    auto const size = report.accesses[0].size;
    bool const same_size = report.accesses.size() > 1 && report.accesses[1].size == size;
    std::vector<std::string> found;
    for (auto const& access : report.accesses) {
        auto place = places.words(access.stack);
        if (!place.empty() && std::ranges::find(found, place) == found.end()) found.push_back(std::move(place));
    }
    if (found.empty()) return same_size ? fmt::format("the same {}", bytes(size)) : "the same memory";
    return fmt::format("{} at {}", same_size ? fmt::format("an object of {}", bytes(size)) : "an object",
                       fmt::join(found, " and "));
}

}  // namespace

int size_of_location(std::string_view location) {
    constexpr std::string_view words = " of size ";
    auto const at = location.rfind(words);
    return at == npos ? 0 : leading_number(location.substr(at + words.size()));
}

std::string bytes(int size) {
    return fmt::format("{} byte{}", size, size == 1 ? "" : "s");
}

bool frees(Access const& access) {
    constexpr std::array<std::string_view, 4> functions = {"operator delete", "operator delete[]", "free", "cfree"};
    return access.write && !access.stack.empty() &&
           std::ranges::find(functions, plain_name(access.stack.front().function)) != functions.end();
}

std::string variable_of(Access const& access, Places const& places) {
    auto const name = agree(names_of(access, places), {});
    return name ? name_words(*name) : std::string{};
}

Memory memory_of(Report const& report, Places const& places) {
    std::optional<Name> agreed;
    if (report.accesses.size() >= 2) {
        agreed = agree(names_of(report.accesses[0], places), names_of(report.accesses[1], places));
    }
    auto const name = agreed ? agreed->object : std::string{};
    if (report.location.starts_with("file descriptor ")) {
        auto const number = leading_number(std::string_view(report.location).substr(16));
        auto const where = places.remark("opened", report.location_stack);
        return {.words = fmt::format("file descriptor {}{}", number, where), .name = name};
    }
    if (auto const global = name_of_global(report.location); !global.empty()) {
        return {.words = global_words(report, global, agreed),
                .name = agreed ? name : std::string(last_component(global))};
    }
    auto const where = location_words(report, places);
    auto const what = agreed ? name_words(*agreed) : anonymous_words(report, places);
    return {.words = where.empty() ? what : fmt::format("{}, {}", what, where), .name = name, .place = where};
}

}  // namespace hb::tsan
