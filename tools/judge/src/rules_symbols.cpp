#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <sstream>

#include "judge/error.hpp"
#include "judge/run_tool.hpp"
#include "rules_sources.hpp"
#include "rules_words.hpp"

namespace hb::judge {
namespace {

bool is_mangled(std::string_view name) {
    return name.starts_with("_Z");
}

/// nm's letters: capitals are visible outside the object; v and w are weak, i is an indirect function.
bool is_undefined(Symbol const& symbol) {
    return symbol.type == 'U' || symbol.type == 'w' || symbol.type == 'v';
}
bool is_strong_code(Symbol const& symbol) {
    return symbol.type == 'T' || symbol.type == 'i';
}
bool is_code(Symbol const& symbol) {
    return is_strong_code(symbol) || symbol.type == 'W';
}
bool is_private(Symbol const& symbol) {
    return !is_code(symbol) && symbol.type != 'V' && symbol.type >= 'a';
}

std::string demangled(std::string const& name) {
    int status = 0;
    std::unique_ptr<char, decltype(&std::free)> const text{abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status),
                                                           &std::free};
    return status == 0 ? text.get() : name;
}

/// TSan's own functions, in C and in C++.
bool is_of_sanitizer(std::string_view name) {
    return name.find("__tsan") != std::string_view::npos || name.find("__sanitizer") != std::string_view::npos ||
           name.find("__interc") != std::string_view::npos || name.starts_with("Annotate");
}

/// One of the forms of operator new and delete that a program may replace. Placement forms are none.
bool is_allocation(std::string_view name) {
    bool const creates = name.starts_with("_Znw") || name.starts_with("_Zna");
    if (!creates && !name.starts_with("_ZdlPv") && !name.starts_with("_ZdaPv")) return false;
    name.remove_prefix(creates ? 4 : 6);
    if (name.starts_with('m') || name.starts_with('j')) name.remove_prefix(1);  // std::size_t
    if (name.starts_with("St11align_val_t")) name.remove_prefix(15);
    return name.empty() || name == "RKSt9nothrow_t";
}

/// What the library defines outside its headers, so that a definition here takes its place even if it is inline.
bool is_library_function(std::string const& name) {
    constexpr std::array<std::string_view, 10> compiled{
        "_ZNSt6chrono3_V212steady_clock3nowEv",
        "_ZNSt6chrono3_V212system_clock3nowEv",
        "_ZNSt6thread4joinEv",
        "_ZNSt6thread6detachEv",
        "_ZNSt6thread15_M_start_thread",
        "_ZNSt6thread24_M_start_thread_deferred",
        "_ZNSt6thread20hardware_concurrencyEv",
        "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE",
        "_ZNSt18condition_variable10notify_",
        "_ZSt9terminatev",
    };
    return std::any_of(compiled.begin(), compiled.end(),
                       [&](std::string_view beginning) { return name.starts_with(beginning); });
}

bool is_in_std(std::string_view name) {
    return name.starts_with("_ZSt") || name.starts_with("_ZNSt") || name.starts_with("_ZNKSt") ||
           name.starts_with("_ZN9__gnu_cxx") || name.starts_with("_ZN10__cxxabiv1");
}

/// Why the answer may not define it; empty if it may.
std::string why_not_defined(Symbol const& symbol) {
    auto const& name = symbol.name;
    if (is_of_sanitizer(name)) {
        return "ThreadSanitizer would ask this function what to report; an answer has no say in that.";
    }
    // Legal in C++, but it is the harness's allocation too, and TSan then no longer sees what is allocated and freed.
    if (is_code(symbol) && is_allocation(name)) {
        return "This replaces the allocation of the whole program, the harness's too; give your class an operator new "
               "of its own.";
    }
    // Clang makes a function for what noexcept does; a student cannot.
    if (is_code(symbol) && !is_mangled(name) && name != "__clang_call_terminate")
        return "A function with C linkage could take the place of one of the system.";
    if (is_strong_code(symbol) && is_in_std(name) && demangled(name).find('<') == std::string::npos) {
        return "This takes the place of a function of the standard library.";
    }
    if (is_code(symbol) && is_library_function(name))
        return "This takes the place of a function of the standard library.";
    if (is_strong_code(symbol) && (name.starts_with("_ZN2hb7subject") || name.starts_with("_ZNK2hb7subject"))) {
        return "This takes the place of a function of the harness.";
    }
    return {};
}

/// What the compiled part of the C++ library does, and answers do not.
struct Deed {
    std::string_view name;
    std::string_view why;
};
constexpr Deed files{"files", "Answers neither read nor write files."};
constexpr Deed streams{"streams in memory, reading from streams",
                       "They store inside the compiled library, where no tool here sees a data race. To print, use "
                       "std::cout or std::printf; to make a text, std::to_string."};
constexpr Deed reading_numbers{
    "std::from_chars of floating point",
    "It stores inside the compiled library, where no tool here sees a data race; use std::stod."};

/// Null if it is none of these.
Deed const* deed_of(std::string_view name) {
    using Parts = std::initializer_list<std::string_view>;
    auto const contains_one_of = [name](Parts parts) {
        return std::any_of(parts.begin(), parts.end(), [name](auto part) { return name.find(part) != name.npos; });
    };
    auto const begins_with_one_of = [name](Parts beginnings) {
        return std::any_of(beginnings.begin(), beginnings.end(), [name](auto part) { return name.starts_with(part); });
    };
    // std::istream, std::iostream and std::cin have short names of their own.
    if (begins_with_one_of({"_ZNSi", "_ZNSd", "_ZSt3cin", "_ZSt4wcin"})) return &streams;
    if (!is_in_std(name)) return nullptr;
    if (contains_one_of({"10filesystem", "13basic_filebuf", "14basic_ifstream", "14basic_ofstream", "13basic_fstream"}))
        return &files;
    if (contains_one_of({"13basic_istream", "15basic_stringbuf", "18basic_stringstream", "19basic_istringstream",
                         "19basic_ostringstream", "12strstreambuf"}))
        return &streams;
    if (name.starts_with("_ZSt10from_charsPKc")) return &reading_numbers;
    return nullptr;
}

/// Why the answer may not use it; empty if it may.
std::string why_not_used(std::string const& name) {
    if (is_of_sanitizer(name))
        return "This speaks to ThreadSanitizer; an answer has to be right whether or not somebody watches it.";
    if (is_mangled(name)) {
        auto const* deed = deed_of(name);
        return deed == nullptr ? std::string{} : std::string{deed->why};
    }
    if (is_unseen_store(name))
        return "ThreadSanitizer does not see what this function stores; use std::memcpy, std::copy or std::string.";
    if (is_library_symbol(name)) return {};
    return "Answers do without this function of the system: it could look or reach out of the process, or end it.";
}

}  // namespace

std::vector<Symbol> symbols(std::filesystem::path const& object) {
    std::vector<Symbol> found;
    if (!std::filesystem::exists(object)) return found;
    ToolResult listing;
    for (char const* tool : {"llvm-nm-19", "llvm-nm", "nm"}) {
        try {
            listing = run_tool({tool, "--format=sysv", object.string()});
            break;
        } catch (UserError const&) {
            if (std::string_view{tool} == "nm") throw;  // none of them is there
        }
    }
    if (listing.status != 0) return found;
    std::istringstream lines{listing.out};
    for (std::string line; std::getline(lines, line);) {
        // name | value | class | type | size | line | section
        std::array<std::string, 4> fields;
        std::istringstream columns{line};
        for (auto& field : fields)
            std::getline(columns >> std::ws, field, '|');
        for (auto& field : fields)
            field.erase(field.find_last_not_of(' ') + 1);
        auto const& [name, value, type, kind] = fields;
        if (type.size() != 1) continue;  // a heading
        // A weak variable of a thread has the letter of a weak function.
        found.push_back({name, kind == "TLS" && type == "W" ? 'V' : type.front()});
    }
    return found;
}

void check_symbols(std::vector<Symbol> const& symbols, Preprocessed const& plain, Findings& findings) {
    auto const line_of = [&](std::string const& name) {
        auto const token = std::find_if(plain.tokens.begin(), plain.tokens.end(), [&](Token const& candidate) {
            return candidate.is(Token::Kind::identifier, name);
        });
        return token == plain.tokens.end() ? 0 : token->line;
    };
    for (auto const& symbol : symbols) {
        if (is_private(symbol) && !is_undefined(symbol)) continue;
        auto const line = line_of(symbol.name);
        auto const why = is_undefined(symbol) ? why_not_used(symbol.name) : why_not_defined(symbol);
        // Our own scenarios may call what they need.
        if (is_undefined(symbol) && line == 0 && plain.our_names.contains(symbol.name)) continue;
        // The compiler makes it of sprintf.
        if (symbol.name == "stpcpy" && line == 0 && line_of("__builtin_stpcpy") == 0) continue;
        auto const* deed = is_undefined(symbol) ? deed_of(symbol.name) : nullptr;
        auto const text = deed == nullptr ? demangled(symbol.name) : std::string{deed->name};
        if (!why.empty() && !findings.has(text)) findings.add("symbol", line, text, why);
    }
}

}  // namespace hb::judge
