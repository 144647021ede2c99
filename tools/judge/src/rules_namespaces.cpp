#include <fmt/format.h>

#include "rules_words.hpp"
#include "token_check.hpp"

namespace hb::judge {
namespace {

using Kind = Token::Kind;

/// The distance to the token behind the attributes at `distance`.
int behind_attributes(TokenCheck const& here, int distance) {
    auto const is_gnu = [&] {
        return here.ahead(distance).is(Kind::identifier, "__attribute__") ||
               here.ahead(distance).is(Kind::identifier, "__attribute");
    };
    while (is_gnu() || (here.ahead(distance).is("[") && here.ahead(distance + 1).is("["))) {
        if (is_gnu()) ++distance;
        auto const open = here.index(distance);
        distance += static_cast<int>(here.closing(open) - open) + 1;
    }
    return distance;
}

void check_using(TokenCheck const& here, int name) {
    if (!here.ahead(name).is(Kind::identifier, "hb") || !here.ahead(name + 1).is(";")) return;
    here.add("namespace", "using namespace hb", "Write hb::Mutex where you need it.");
}

/// `name` is the new name's distance.
void check_alias(TokenCheck const& here, int name) {
    auto const first = here.ahead(name + 2).is("::") ? name + 3 : name + 2;
    auto const& meant = here.ahead(first);
    if (!meant.is(Kind::identifier, "hb") && !meant.is(Kind::identifier, "subject")) return;
    here.add("namespace", fmt::format("namespace {} = {}", here.ahead(name).text, meant.text),
             "Write hb::Mutex where you need it; what is the toolkit's needs no second name.");
}

}  // namespace

void check_namespace(TokenCheck const& here) {
    int const first = behind_attributes(here, 1);
    bool const used = here.ahead(-1).is(Kind::identifier, "using");
    if (used) return check_using(here, here.ahead(first).is("::") ? first + 1 : first);
    if (here.ahead(first).is(Kind::identifier, "hb")) {
        here.add("namespace", "namespace hb", "The namespace hb is the toolkit's own; give yours another name.");
    }
    if (here.ahead(first + 1).is("=")) check_alias(here, first);
    if (here.ahead(first).is(Kind::identifier, "std")) check_namespace_std(here, first + 1);
}

/// Of hb, an answer needs nothing but the mutex with annotations. A class or variable of its own named hb, and a
/// namespace within its own, are not ours.
void check_harness(TokenCheck const& here) {
    auto const& before = here.ahead(-2);
    bool const within = here.ahead(-1).is("::") && before.kind == Kind::identifier && !is_keyword(before.text);
    auto const& name = here.ahead(2).text;
    if (within || name == "Mutex" || name == "MutexLock") return;
    here.add("namespace", "hb::" + name,
             "This belongs to the harness that asks the answer; the answer gets what it needs as arguments.");
}

}  // namespace hb::judge
