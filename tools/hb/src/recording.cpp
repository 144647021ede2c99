#include "recording.hpp"

#include <fmt/format.h>

#include "answer_content.hpp"
#include "context.hpp"
#include "grade/result_json.hpp"
#include "judge/error.hpp"
#include "progress.hpp"

namespace hb::cli {
namespace {

std::string content(grade::Answer const& answer) {
    return content_of({workspace().answer_file(answer)}).front();
}

void say_not_remembered(UserError const& error) {
    fmt::print(stderr, "These verdicts are not remembered: {}\n{}\n", error.what(), error.mend());
}

}  // namespace

Recording::Recording(grade::Answer const& answer) : answer_{answer} {
    if (answer.set != "lessons") return;
    try {
        content_ = content(answer);
    } catch (UserError const& error) {
        say_not_remembered(error);
    }
}

void Recording::keep(nlohmann::json const& result) const {
    if (content_.empty()) return;
    try {
        if (content(answer_) == content_) {
            keep_verdicts(result);
        } else {
            fmt::print(stderr, "{} was saved while it was judged: these verdicts are not remembered.\n",
                       answer_.exercise);
        }
    } catch (UserError const& error) {
        say_not_remembered(error);
    }
}

void Recording::keep_verdicts(nlohmann::json const& result) const {
    update_progress(state_folder(), [&](Progress& progress) {
        auto& record = progress.exercises[answer_.lesson + "/" + answer_.exercise];
        if (record.answer != content_) record.verdicts.clear();
        record.answer = content_;
        record.checked = now();
        for (auto const& json : result.at("verdicts")) {
            auto const verdict = grade::verdict_from_json(json);
            record.verdicts[verdict.kind] = {verdict.result, verdict.sentence};
        }
    });
}

}  // namespace hb::cli
