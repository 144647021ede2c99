#include "debug_info.hpp"

#include <dwarf.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace hb::explore {
namespace {

template <typename Visit>
void for_each_child(Dwarf_Die die, Visit visit) {
    Dwarf_Die child;
    if (dwarf_child(&die, &child) != 0) return;
    do
        visit(child);
    while (dwarf_siblingof(&child, &child) == 0);
}

/// The variable's one place that holds for its whole life, if there is one.
struct Place {
    Dwarf_Op* operations = nullptr;
    std::size_t count = 0;
    Dwarf_Attribute attribute{};
};
std::optional<Place> place_of(Dwarf_Die die) {
    Place place;
    if (dwarf_attr(&die, DW_AT_location, &place.attribute) == nullptr) return {};
    if (dwarf_getlocation(&place.attribute, &place.operations, &place.count) != 0) return {};
    return place;
}

/// The function keeps the address of its frame in rbp, and variables are found from there.
bool has_frame_pointer(Dwarf_Die function) {
    Dwarf_Attribute attribute;
    Dwarf_Op* operations = nullptr;
    std::size_t count = 0;
    return dwarf_attr(&function, DW_AT_frame_base, &attribute) != nullptr &&
           dwarf_getlocation(&attribute, &operations, &count) == 0 && count == 1 && operations[0].atom == DW_OP_reg6;
}

std::optional<Dwarf_Die> referred(Dwarf_Die die, unsigned attribute_name) {
    Dwarf_Attribute attribute;
    Dwarf_Die target;
    if (dwarf_attr(&die, attribute_name, &attribute) == nullptr) return {};
    if (dwarf_formref_die(&attribute, &target) == nullptr) return {};
    return target;
}

/// The variables and parameters of a function, those of its blocks too.
template <typename Visit>
void for_each_local(Dwarf_Die scope, Visit const& visit) {
    for_each_child(scope, [&](Dwarf_Die child) {
        auto const tag = dwarf_tag(&child);
        if (tag == DW_TAG_variable || tag == DW_TAG_formal_parameter) visit(child);
        if (tag == DW_TAG_lexical_block) for_each_local(child, visit);
    });
}

/// The last one that begins there or before, if the place is within it.
std::optional<DebugInfo::Variable> variable_at(std::map<std::uint64_t, Dwarf_Die> const& variables,
                                               std::uint64_t place) {
    auto const after = variables.upper_bound(place);
    if (after == variables.begin()) return {};
    auto const& [begin, die] = *std::prev(after);
    auto const type = type_of(die);
    if (!type || place - begin >= size_of(*type)) return {};
    return DebugInfo::Variable{die, static_cast<std::int64_t>(place - begin)};
}

}  // namespace

DebugInfo::DebugInfo(std::filesystem::path const& program) : file_{open(program.c_str(), O_RDONLY | O_CLOEXEC)} {
    if (file_ < 0) return;
    debug_ = dwarf_begin(file_, DWARF_C_READ);
    if (debug_ == nullptr) return;
    Dwarf_CU* unit = nullptr;
    Dwarf_Die die;
    while (dwarf_get_units(debug_, unit, &unit, nullptr, nullptr, &die, nullptr) == 0)
        read(die);
}

DebugInfo::~DebugInfo() {
    if (debug_ != nullptr) dwarf_end(debug_);
    if (file_ >= 0) close(file_);
}

void DebugInfo::read(Dwarf_Die scope) {
    for_each_child(scope, [this](Dwarf_Die die) {
        switch (dwarf_tag(&die)) {
            case DW_TAG_namespace:
            case DW_TAG_lexical_block:
                return read(die);
            case DW_TAG_subprogram: {
                Dwarf_Addr low = 0;
                if (dwarf_lowpc(&die, &low) != 0) return;
                functions_.emplace(low, die);
                return read(die);
            }
            case DW_TAG_base_type:
            case DW_TAG_class_type:
            case DW_TAG_structure_type:
                if (dwarf_hasattr(&die, DW_AT_declaration) == 0) types_.emplace(name_of(die), die);
                return;
            case DW_TAG_variable:
                return note_variable(die);
            default:
                return;
        }
    });
}

void DebugInfo::note_variable(Dwarf_Die& die) {
    auto place = place_of(die);
    if (!place || place->count == 0) return;
    auto const& first = place->operations[0];
    if (place->count == 1 && (first.atom == DW_OP_addr || first.atom == DW_OP_addrx)) {
        Dwarf_Addr address = first.number;
        if (first.atom == DW_OP_addrx) {
            Dwarf_Attribute indexed;
            if (dwarf_getlocation_attr(&place->attribute, &first, &indexed) != 0) return;
            if (dwarf_formaddr(&indexed, &address) != 0) return;
        }
        globals_.emplace(address, die);
    } else if (place->count == 2 && (place->operations[1].atom == DW_OP_GNU_push_tls_address ||
                                     place->operations[1].atom == DW_OP_form_tls_address)) {
        thread_locals_.emplace(first.number, die);
    }
}

std::optional<DebugInfo::Variable> DebugInfo::global(std::uint64_t address) const {
    return variable_at(globals_, address);
}
std::optional<DebugInfo::Variable> DebugInfo::thread_local_at(std::uint64_t offset) const {
    return variable_at(thread_locals_, offset);
}

std::optional<DebugInfo::Variable> DebugInfo::in_frame(std::uint64_t function, std::int64_t offset) const {
    auto const scope = function_at(function);
    if (!scope || !has_frame_pointer(*scope)) return {};
    std::optional<Variable> found;
    auto several = false;
    for_each_local(*scope, [&](Dwarf_Die die) {
        auto const place = place_of(die);
        auto const type = type_of(die);
        if (!place || !type || place->count != 1 || place->operations[0].atom != DW_OP_fbreg) return;
        auto const begin = static_cast<std::int64_t>(place->operations[0].number);
        if (offset < begin || offset - begin >= static_cast<std::int64_t>(size_of(*type))) return;
        several = found.has_value();
        found = Variable{die, offset - begin};
    });
    return several ? std::nullopt : found;
}

std::optional<Dwarf_Die> DebugInfo::function_at(std::uint64_t address) const {
    auto const after = functions_.upper_bound(address);
    if (after == functions_.begin()) return {};
    auto die = std::prev(after)->second;
    return dwarf_haspc(&die, address) == 1 ? std::optional{die} : std::nullopt;
}

std::optional<Dwarf_Die> DebugInfo::class_of(Dwarf_Die function) const {
    auto declared = referred(function, DW_AT_specification).value_or(function);
    Dwarf_Die* scopes = nullptr;
    auto const count = dwarf_getscopes_die(&declared, &scopes);
    std::optional<Dwarf_Die> found;
    if (count > 1) {
        auto const tag = dwarf_tag(&scopes[1]);
        if (tag == DW_TAG_class_type || tag == DW_TAG_structure_type) found = scopes[1];
    }
    std::free(scopes);
    return found;
}

std::optional<Dwarf_Die> DebugInfo::declared_at(Dwarf_Die function, int line) const {
    std::optional<Dwarf_Die> found;
    auto several = false;
    for_each_local(function, [&](Dwarf_Die die) {
        auto its_line = 0;
        if (dwarf_decl_line(&die, &its_line) != 0 || its_line != line) return;
        several = found.has_value();
        found = die;
    });
    return several ? std::nullopt : found;
}

std::vector<Dwarf_Die> DebugInfo::types_named(std::string const& name) const {
    std::vector<Dwarf_Die> found;
    auto const [begin, end] = types_.equal_range(name);
    for (auto at = begin; at != end; ++at)
        found.push_back(at->second);
    return found;
}

std::optional<Dwarf_Die> type_of(Dwarf_Die die) {
    Dwarf_Attribute attribute;
    Dwarf_Die type;
    if (dwarf_attr_integrate(&die, DW_AT_type, &attribute) == nullptr) return {};
    if (dwarf_formref_die(&attribute, &type) == nullptr) return {};
    Dwarf_Die peeled;
    if (dwarf_peel_type(&type, &peeled) != 0) return {};
    return peeled;
}

std::uint64_t size_of(Dwarf_Die type) {
    Dwarf_Word size = 0;
    return dwarf_aggregate_size(&type, &size) == 0 ? size : 0;
}

bool is_library_type(Dwarf_Die type) {
    Dwarf_Die* scopes = nullptr;
    auto const count = dwarf_getscopes_die(&type, &scopes);
    auto found = false;
    for (auto scope = 0; scope < count; ++scope)
        if (dwarf_tag(&scopes[scope]) == DW_TAG_namespace)
            found = found || name_of(scopes[scope]) == "std" || name_of(scopes[scope]) == "__gnu_cxx";
    std::free(scopes);
    return found;
}

std::string_view name_of(Dwarf_Die die) {
    auto const* const name = dwarf_diename(&die);
    return name != nullptr ? name : "";
}

std::optional<Dwarf_Die> type_argument(Dwarf_Die die, int place) {
    std::optional<Dwarf_Die> found;
    for_each_child(die, [&](Dwarf_Die child) {
        if (dwarf_tag(&child) == DW_TAG_template_type_parameter && place-- == 0) found = type_of(child);
    });
    return found;
}

}  // namespace hb::explore
