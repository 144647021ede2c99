#pragma once
/// Predict before you run: a lesson's predictions are asked, kept, and compared with what its programs then do.

#include <string>
#include <vector>

#include "grade/lesson.hpp"
#include "progress.hpp"

namespace hb::cli {

/// The lesson's concepts about which no prediction of the student's holds yet, in the lesson's order.
[[nodiscard]] std::vector<std::string> still_to_predict(grade::Lesson const& lesson, Progress const& progress);

/// Asks the person at the terminal for these predictions. One that does not hold is asked again, with another variant,
/// at once if wanted, or else when the lesson is run the next time.
void ask_predictions(grade::Lesson const& lesson, std::vector<std::string> const& concepts);

}  // namespace hb::cli
