#include "judge/rules.hpp"

#include <fmt/format.h>

#include <future>

#include "rules_sources.hpp"

namespace hb::judge {
namespace {

std::set<std::string> defined_macros(std::vector<Token> const& tokens) {
    std::set<std::string> names;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i].is(Token::Kind::directive, "define")) names.insert(tokens[i + 1].text);
    }
    return names;
}

}  // namespace

bool names_a_fence(std::filesystem::path const& answer) {
    return uses_fence(lex(read_text(answer)));
}

RulesEvidence observe_rules(RuleSubject const& subject, RuleBook const& book) {
    // The runs of the preprocessor are nearly all of the time.
    auto const preprocess_later = [&subject](Flavour flavour) {
        return std::async(std::launch::async, [&subject, flavour] { return preprocess(subject, flavour); });
    };
    auto tsan_later = preprocess_later(Flavour::tsan);
    auto bench_later = preprocess_later(Flavour::bench);
    bool const is_explored = !subject.explored.empty();
    auto explore_later = is_explored ? preprocess_later(Flavour::explore) : std::future<Preprocessed>{};
    auto symbols_later = std::async(std::launch::async, [&subject] { return symbols(subject.object); });

    RulesEvidence evidence;
    Findings findings;
    auto const raw = lex(read_text(subject.answer));
    check_directives(raw, book, findings);
    check_tokens(raw, defined_macros(raw), book, findings);
    check_required(raw, book, findings);

    auto const plain = preprocess(subject, Flavour::plain);
    check_directives(plain.tokens, book, findings);  // what _Pragma and macros have made
    check_tokens(plain.tokens, {}, book, findings);
    check_macros(plain, findings);
    auto const tsan = tsan_later.get();
    auto const bench = bench_later.get();
    auto const explore = is_explored ? explore_later.get() : plain;
    for (auto const* run : {&plain, &tsan, &bench, &explore}) {
        if (evidence.trouble.empty()) evidence.trouble = run->trouble;
    }
    if (evidence.trouble.empty()) {
        check_same(plain, tsan, "under ThreadSanitizer than without it.", findings);
        check_same(plain, bench, "where it is measured than where it is tested.", findings);
        check_same(plain, explore, "in the schedule explorer than without it.", findings);
    }

    auto const found = symbols_later.get();
    if (found.empty() && evidence.trouble.empty()) {
        evidence.trouble = fmt::format("{} has no symbols: it has not been built", subject.object.filename().string());
    }
    check_symbols(found, plain, findings);

    evidence.findings = findings.take();
    evidence.fence_used = uses_fence(raw) || uses_fence(plain.tokens);
    return evidence;
}

}  // namespace hb::judge
