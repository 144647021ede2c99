#include "judge/interview.hpp"

namespace hb::judge {

Interview::Interview(Launch const& launch, std::uint64_t seed)
    : subject_{launch}, random_{seed}, threads_may_outlive_{launch.threads_may_outlive} {
    evidence_.seed = seed;
}

Interview::Question& Interview::Question::expects(std::string const& name, subject::Value const& value) {
    if (index_ < interview_.evidence_.exchanges.size()) {
        interview_.evidence_.exchanges[index_].expected.emplace_back(name, value);
    }
    return *this;
}

Interview::Question& Interview::Question::demands(bool right, std::string const& complaint) {
    auto& exchanges = interview_.evidence_.exchanges;
    if (!right && index_ < exchanges.size()) exchanges[index_].complaints.push_back(complaint);
    return *this;
}

subject::Values const& Interview::Question::reply() const {
    static subject::Values const none;
    auto const& exchanges = interview_.evidence_.exchanges;
    return index_ < exchanges.size() ? exchanges[index_].reply : none;
}

Interview::Question Interview::ask(std::string const& scenario, subject::Values arguments) {
    if (over_) return {*this, evidence_.exchanges.size()};
    if (subject::find(arguments, "seed") == nullptr) {
        arguments.emplace_back("seed", between(1, std::int64_t{1} << 40U));
    }
    evidence_.exchanges.push_back(subject_.ask(scenario, arguments));
    auto& exchange = evidence_.exchanges.back();
    if (exchange.outcome == Outcome::answered && !threads_may_outlive_) exchange.threads_left = subject_.threads_left();
    over_ = !subject_.alive() || exchange.threads_left > 0;
    return {*this, evidence_.exchanges.size() - 1};
}

std::int64_t Interview::between(std::int64_t low, std::int64_t high) {
    // Modulo, not std::uniform_int_distribution: the same numbers with every standard library.
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
}

ValuesEvidence Interview::finish() {
    if (!over_) {
        over_ = true;
        auto const ending = subject_.end();
        if (!ending.end_mark || ending.exit_status != 0) {
            Exchange exchange;
            exchange.scenario = "the end, after the last reply";
            exchange.replied = true;
            exchange.outcome = ending.outcome == Outcome::answered ? Outcome::exited : ending.outcome;
            exchange.detail = ending.outcome == Outcome::answered ? "exit status " + std::to_string(ending.exit_status)
                                                                  : ending.detail;
            evidence_.exchanges.push_back(exchange);
        }
    }
    return evidence_;
}

ValuesEvidence observe_values(Launch const& launch, std::uint64_t seed, Questions const& questions) {
    Interview interview{launch, seed};
    questions(interview);
    return interview.finish();
}

bool as_expected(Exchange const& exchange) {
    if (exchange.outcome != Outcome::answered || exchange.threads_left > 0 || !exchange.complaints.empty())
        return false;
    for (auto const& [name, value] : exchange.expected) {
        auto const* actual = subject::find(exchange.reply, name);
        if (actual == nullptr || *actual != value) return false;
    }
    return true;
}

}  // namespace hb::judge
