#pragma once
/// The observer of `values`: a judge asks scenarios and notes what it expected.

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>

#include "judge/subject_process.hpp"

namespace hb::judge {

/// A conversation with one subject, in one process from the first question to the last. Used from one thread.
///
///     interview.ask("count_up", {{"threads", 2}, {"per_thread", n}}).expects("total", 2 * n);
///
/// After an outcome that leaves no answer (a crash, a deadlock, ...), or a reply that leaves threads behind where the
/// launch does not allow it, the remaining questions are not asked.
class Interview {
public:
    Interview(Launch const& launch, std::uint64_t seed);

    /// Notes what the reply to one question must contain.
    class Question {
    public:
        Question(Interview& interview, std::size_t index) : interview_{interview}, index_{index} {}
        Question& expects(std::string const& name, subject::Value const& value);

        /// Where the right value is the student's to find: the complaint is shown, and no value.
        Question& demands(bool right, std::string const& complaint);

        /// The reply so far: empty if there is none.
        [[nodiscard]] subject::Values const& reply() const;

    private:
        Interview& interview_;
        std::size_t index_;
    };

    Question ask(std::string const& scenario, subject::Values arguments);

    /// A whole number in [low, high], from the interview's seed.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);

    /// Ends the conversation. A subject that does not end as it should adds an exchange that says so.
    [[nodiscard]] ValuesEvidence finish();

private:
    SubjectProcess subject_;
    std::mt19937_64 random_;
    ValuesEvidence evidence_;
    bool threads_may_outlive_;
    bool over_ = false;
};

/// What a judge asks an answer to one exercise.
using Questions = std::function<void(Interview&)>;

/// Starts a subject, lets `questions` ask it, and ends it. Any thread may call it, one at a time. Whatever the subject
/// does is evidence, and nothing of it is left running, even if this throws: UserError where there is no place for its
/// folder or the protection does not start, Interrupted after Ctrl-C, and what `questions` throws.
[[nodiscard]] ValuesEvidence observe_values(Launch const& launch, std::uint64_t seed, Questions const& questions);

/// True if the exchange was answered, with everything that was expected, and no thread was left behind.
[[nodiscard]] bool as_expected(Exchange const& exchange);

}  // namespace hb::judge
