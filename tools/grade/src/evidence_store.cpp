#include "grade/evidence_store.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <ctime>
#include <fstream>

#include "grade/result_json.hpp"
#include "judge/whole_file.hpp"

namespace hb::grade {
namespace {

constexpr std::string_view evidence_schema = "happens-before/evidence/1";

bool is_decided(Verdict const& verdict) {
    return verdict.result == Result::pass || verdict.result == Result::fail;
}

/// What a student's code printed need not be UTF-8; JSON must be.
std::string text_of(nlohmann::json const& json) {
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::filesystem::path EvidenceStore::place_of(Inputs const& inputs) const {
    return folder_ / (fingerprint(text_of(inputs)) + ".json");
}

std::optional<Verdict> EvidenceStore::find(Inputs const& inputs) const {
    auto const place = place_of(inputs);
    std::ifstream stream{place};
    auto const kept = nlohmann::json::parse(stream, nullptr, false);
    try {
        if (kept.is_discarded() || kept.at("schema") != evidence_schema || kept.at("inputs") != inputs) return {};
        auto verdict = verdict_from_json(kept.at("verdict"));
        if (!is_decided(verdict) || verdict.unchanged_since.empty()) return {};
        std::error_code error;  // the time of the last use, for forget_oldest
        std::filesystem::last_write_time(place, std::filesystem::file_time_type::clock::now(), error);
        return verdict;
    } catch (std::exception const&) {  // another program's file, or a spoilt one
        return {};
    }
}

void EvidenceStore::keep(Inputs const& inputs, Verdict const& verdict) const {
    if (!is_decided(verdict)) return;
    auto kept = verdict;
    kept.unchanged_since = fmt::format("{:%FT%TZ}", fmt::gmtime(std::time(nullptr)));
    nlohmann::json const file{
        {"schema", evidence_schema}, {"inputs", inputs}, {"verdict", to_result_json(kept, Exercise{})}};
    try {
        std::filesystem::create_directories(folder_);
        write_whole(place_of(inputs), text_of(file));
        forget_oldest();
    } catch (std::exception const&) {
        // No space, or no right to write: then it is judged again next time.
    }
}

void EvidenceStore::forget_oldest() const {
    struct File {
        std::filesystem::path path;
        std::filesystem::file_time_type used;
    };
    std::vector<File> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder_, error}, end; !error && entry != end;
         entry.increment(error)) {
        std::error_code gone;
        files.push_back({entry->path(), entry->last_write_time(gone)});
    }
    if (files.size() <= most_verdicts) return;
    auto const oldest = files.begin() + static_cast<std::ptrdiff_t>(files.size() - most_verdicts);
    std::nth_element(files.begin(), oldest, files.end(), [](File const& a, File const& b) { return a.used < b.used; });
    for (auto file = files.begin(); file != oldest; ++file)
        std::filesystem::remove(file->path, error);
}

}  // namespace hb::grade
