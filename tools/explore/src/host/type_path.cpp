#include <dwarf.h>

#include <algorithm>

#include "debug_info.hpp"

namespace hb::explore {
namespace {

/// A member, a base class or an element, and the place in it.
struct Part {
    Dwarf_Die type;
    std::uint64_t offset = 0;
    std::string name;   ///< of a member
    std::string index;  ///< of an element: "[3]"
};

bool is_class(Dwarf_Die type) {
    auto const tag = dwarf_tag(&type);
    return tag == DW_TAG_class_type || tag == DW_TAG_structure_type || tag == DW_TAG_union_type;
}

/// Raw memory in which the library keeps an object of its template's argument: of list nodes, of make_shared.
std::optional<Part> kept_object(Dwarf_Die type, std::uint64_t offset) {
    if (!name_of(type).starts_with("__aligned_")) return {};
    auto const argument = type_argument(type);
    if (!argument || offset >= size_of(*argument)) return {};
    return Part{*argument, offset, "", ""};
}

/// Where the member begins; none if it is static.
std::optional<std::uint64_t> begin_of(Dwarf_Die member, Dwarf_Die type) {
    Dwarf_Attribute attribute;
    Dwarf_Word begin = 0;
    if (dwarf_attr(&member, DW_AT_data_member_location, &attribute) == nullptr)
        return dwarf_tag(&type) == DW_TAG_union_type ? std::optional{begin} : std::nullopt;
    if (dwarf_formudata(&attribute, &begin) != 0) return {};
    return begin;
}

std::optional<Part> member_at(Dwarf_Die type, std::uint64_t offset) {
    std::optional<Part> found;
    auto candidates = 0;
    Dwarf_Die child;
    if (dwarf_child(&type, &child) != 0) return {};
    do {
        auto const tag = dwarf_tag(&child);
        if (tag != DW_TAG_member && tag != DW_TAG_inheritance) continue;
        auto const begin = begin_of(child, type);
        auto const member_type = type_of(child);
        if (!begin || !member_type || offset < *begin || offset - *begin >= size_of(*member_type)) continue;
        // An empty base class is where the first member is, which comes later.
        if (tag == DW_TAG_member) ++candidates;
        found = Part{*member_type, offset - *begin, std::string{tag == DW_TAG_member ? name_of(child) : ""}, ""};
    } while (dwarf_siblingof(&child, &child) == 0);
    return candidates > 1 ? std::nullopt : found;  // of a union: nobody knows which it is
}

std::optional<Part> element_at(Dwarf_Die type, std::uint64_t offset) {
    auto const element = type_of(type);
    auto const size = element ? size_of(*element) : 0;
    Dwarf_Die child;
    if (size == 0 || dwarf_child(&type, &child) != 0) return {};
    std::vector<std::uint64_t> counts;
    do {
        Dwarf_Attribute attribute;
        Dwarf_Word count = 0;
        if (dwarf_attr(&child, DW_AT_count, &attribute) == nullptr || dwarf_formudata(&attribute, &count) != 0)
            return {};
        counts.push_back(std::max<std::uint64_t>(count, 1));
    } while (dwarf_siblingof(&child, &child) == 0);
    auto number = offset / size;
    std::string index;
    for (auto count = counts.rbegin(); count != counts.rend(); ++count) {
        index.insert(0, "[" + std::to_string(number % *count) + "]");
        number /= *count;
    }
    return Part{*element, offset % size, "", index};
}

std::string without_prefix(std::string name) {
    if (name.starts_with("_M_")) name.erase(0, 3);
    return name.substr(std::min(name.find_first_not_of('_'), name.size()));
}

}  // namespace

std::optional<Path> path_in(Dwarf_Die type, std::uint64_t offset, std::uint64_t size) {
    if (offset + size > size_of(type)) return {};
    Path path;
    for (;;) {
        path.beyond = offset;
        std::optional<Part> part;
        auto const library_s = is_class(type) && is_library_type(type);
        auto const kept = library_s ? kept_object(type, offset) : std::nullopt;
        if (kept)
            part = kept;
        else if (is_class(type))
            part = member_at(type, offset);
        else if (dwarf_tag(&type) == DW_TAG_array_type)
            part = element_at(type, offset);
        if (!part || part->offset + size > size_of(part->type)) return path;
        path.text += part->index;
        if (kept) {
            path.held = part->type;
            path.holds = true;
            path.text.clear();
            path.inner.clear();
        } else if (!part->name.empty()) {
            auto const pair = library_s && name_of(type).starts_with("pair<");
            auto const array = library_s && name_of(type).starts_with("array<");
            if (!library_s || pair)
                path.text += "." + part->name;
            else if (!array)
                path.inner = without_prefix(part->name);
        }
        // What the library holds as a member of its own is the program's again.
        if (is_class(part->type) && !is_library_type(part->type)) path.inner.clear();
        type = part->type;
        offset = part->offset;
    }
}

}  // namespace hb::explore
