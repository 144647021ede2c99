#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bit_field.hpp"
#include "frame.hpp"
#include "library_calls.hpp"
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
[[nodiscard]] Names names_of(Access const& access, bool write, Places const& places) {
    auto const frame = places.shown(access.stack);
    if (!frame) return {};
    auto const line = places.source(*frame);
    auto const called = called_function(access.stack, *frame);
    if (called.empty()) return names_in(line, frame->column, write);
    auto const function = last_component(called);
    bool const constructs =
        called.ends_with(fmt::format("{0}::{0}", function)) || called == "std::string::basic_string";
    // An atomic write: the count of those that share it.
    if (constructs && (!write || access.atomic)) return names_in_initialiser(line);
    return names_in_call(line, function, write);
}

/// The bit-field that an access is to. To write one is to read and write those beside it, too.
[[nodiscard]] std::optional<Name> bit_field(Access const& access, Places const& places,
                                            std::vector<BitFields> const& fields) {
    auto names = names_of(access, access.write, places);
    if (!access.write) {
        auto const written = names_of(access, true, places);
        names.complete = names.complete && written.complete;
        for (auto const& name : written.possible)
            if (std::ranges::find(names.possible, name) == names.possible.end()) names.possible.push_back(name);
    }
    auto const name = agree(names, {});
    bool const told = name && name->relation == Name::Relation::itself && is_bit_field(fields, name->object);
    return told ? name : std::nullopt;
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

/// "the bit-fields 'lamp' and 'level', which are one memory location"; empty if the accesses are not to bit-fields.
[[nodiscard]] std::string bit_field_words(Report const& report, Places const& places) {
    if (report.accesses.size() < 2) return {};
    auto const& one = report.accesses[0];
    auto const& other = report.accesses[1];
    auto fields = places.bit_fields(one.stack);
    append_new(fields, places.bit_fields(other.stack));
    auto const a = bit_field(one, places, fields);
    auto const b = bit_field(other, places, fields);
    if (a && b && a->object == b->object) return fmt::format("the bit-field {}", name_words(*a));
    if (a && b && share_memory(fields, a->object, b->object)) {
        return fmt::format("the bit-fields {} and {}, which are one memory location", name_words(*a), name_words(*b));
    }
    if (a.has_value() == b.has_value()) return {};
    return fmt::format("the bit-field {} or one beside it, which is the same memory location", name_words(a ? *a : *b));
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

/// "file descriptor 3 (opened at a.cpp:3): it is closed while another thread uses it".
[[nodiscard]] std::string descriptor_words(Report const& report, Places const& places) {
    std::string_view const location = report.location;
    auto const number = leading_number(location.substr(std::string_view("file descriptor ").size()));
    bool const gone = location.find(" destroyed by ") != npos;
    bool const closed = std::ranges::any_of(report.accesses, closes);
    return fmt::format("file descriptor {}{}{}", number,
                       places.remark(gone ? "closed" : "opened", report.location_stack),
                       closed ? ": it is closed while another thread uses it" : "");
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

bool closes(Access const& access) {
    return access.write && !access.stack.empty() && closes_descriptor(plain_name(access.stack.front().function));
}

std::string variable_of(Access const& access, Places const& places) {
    auto const name = agree(names_of(access, access.write, places), {});
    return name ? name_words(*name) : std::string{};
}

Memory memory_of(Report const& report, Places const& places) {
    std::optional<Name> agreed;
    if (report.accesses.size() >= 2) {
        auto const& one = report.accesses[0];
        auto const& other = report.accesses[1];
        agreed = agree(names_of(one, one.write, places), names_of(other, other.write, places));
    }
    auto const name = agreed ? agreed->object : std::string{};
    if (report.location.starts_with("file descriptor ")) {
        return {.words = descriptor_words(report, places), .name = name};
    }
    auto const fields = bit_field_words(report, places);
    if (auto const global = name_of_global(report.location); !global.empty()) {
        if (!fields.empty())
            return {.words = fmt::format("{}, in {}", fields, global_words(report, global, {})), .name = name};
        return {.words = global_words(report, global, agreed),
                .name = agreed ? name : std::string(last_component(global))};
    }
    auto const where = location_words(report, places);
    auto const known = agreed ? name_words(*agreed) : anonymous_words(report, places);
    auto const& what = fields.empty() ? known : fields;
    return {.words = where.empty() ? what : fmt::format("{}, {}", what, where), .name = name, .place = where};
}

}  // namespace hb::tsan
