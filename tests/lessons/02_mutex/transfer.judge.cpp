// What a judge asks of an answer to transfer, and the verdicts that it must get.

#include <cstdint>
#include <string>

#include "either_order.hpp"
#include "grade/lesson_test.hpp"

using namespace hb::grade;

namespace {

std::string move(std::int64_t& from, std::int64_t& to) {
    constexpr std::int64_t amount = 60;  // the scenario's
    if (from < amount) return "refused";
    from -= amount;
    to += amount;
    return "moved";
}

/// What is seen and left if the transfer from a to b is over before the other thing begins, or the other way round.
hb::subject::Values one_after_the_other(std::int64_t a, std::int64_t b, std::string const& by, bool transfer_first) {
    std::string moved;
    std::string seen;
    if (transfer_first) moved = move(a, b);
    if (by == "the_same") seen = move(a, b);
    if (by == "back") seen = move(b, a);
    if (by == "audit") seen = std::to_string(a + b);
    if (!transfer_first) moved = move(a, b);
    return {{"moved", moved}, {"seen", seen}, {"a", a}, {"b", b}};
}

void ask_interrupted(Interview& interview, std::string const& by, int release) {
    auto const a = release == 1 ? 60 : interview.between(60, 119);  // enough for one transfer only, and just so
    auto const b = interview.between(0, 59);
    auto question = interview.ask("interrupted", {{"a", a}, {"b", b}, {"by", by}, {"release", release}});
    hb::lesson02::expect_either(question, one_after_the_other(a, b, by, true), one_after_the_other(a, b, by, false));
}

QuestionsFor const questions{"transfer", [](Interview& interview) {
                                 interview.ask("opposite", {})
                                     .expects("there", "moved")
                                     .expects("back", "moved")
                                     .expects("a", 120)
                                     .expects("b", 80);
                                 for (auto const* const by : {"the_same", "audit", "back"}) {
                                     for (int const release : {1, 2})
                                         ask_interrupted(interview, by, release);
                                 }
                                 for (int const amount : {60, 100, 101}) {
                                     interview.ask("itself", {{"balance", 100}, {"amount", amount}})
                                         .expects("moved", amount <= 100 ? "moved" : "refused")
                                         .expects("balance", 100)
                                         .expects("unlocked", "yes");
                                 }
                                 interview.ask("bank", {{"threads", 4}, {"per_thread", 500}}).expects("bad_audits", 0);
                             }};

}  // namespace

TEST_CASE("transfer compiles", "[transfer][builds]") {
    REQUIRE_THAT(judged("transfer", Kind::builds), passes());
}
TEST_CASE("transfer moves all or nothing, and never waits in a circle", "[transfer][values]") {
    REQUIRE_THAT(judged("transfer", Kind::values), passes());
}
TEST_CASE("transfer keeps the rules", "[transfer][rules]") {
    REQUIRE_THAT(judged("transfer", Kind::rules), passes());
}
TEST_CASE("transfer has no data race", "[transfer][race-free]") {
    REQUIRE_THAT(judged("transfer", Kind::race_free), passes());
}
TEST_CASE("transfer's transfers work at the same time", "[transfer][really-parallel]") {
    REQUIRE_THAT(judged("transfer", Kind::really_parallel), passes());
}
TEST_CASE("transfer is right in every interleaving", "[transfer][every-interleaving]") {
    REQUIRE_THAT(judged("transfer", Kind::every_interleaving), passes());
}
