#include "report_reader.hpp"

#include <charconv>
#include <optional>
#include <span>

namespace hb::explore {
namespace {

std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    for (std::size_t index = 0; index < line.size(); ++index) {
        if (line[index] == '\t') {
            fields.emplace_back();
        } else if (line[index] == '\\' && index + 1 < line.size()) {
            auto const escaped = line[++index];
            fields.back() += escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped;
        } else {
            fields.back() += line[index];
        }
    }
    return fields;
}

template <typename Number = std::uint64_t>
Number number(std::string const& text, int base = 10) {
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value, base);
    return value;
}

std::optional<std::uint64_t> value(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional{number(text)};
}

/// kind, size, object, place, callers.
RawOperation operation(std::span<std::string const> fields) {
    RawOperation raw{fields[0], number<unsigned>(fields[1]), fields[2], {}};
    for (auto const& place : fields.subspan(3))
        raw.places.push_back(number(place, 16));
    return raw;
}

}  // namespace

ReportLine split(std::string_view line) {
    auto fields = fields_of(line);
    auto word = std::move(fields.front());
    fields.erase(fields.begin());
    return {std::move(word), std::move(fields)};
}

bool ReportReader::take(std::string_view line) {
    auto const [word, fields] = split(line);
    return take_fields(word, fields);
}

void ReportReader::take_progress(std::vector<std::string> const& fields) {
    constexpr auto billion = 1e9;
    progress_ =
        Progress{fields[0], number(fields[1]), number(fields[2]), std::chrono::nanoseconds{number(fields[3])}, {}};
    if (auto const share = value(fields[4])) progress_->share = static_cast<double>(*share) / billion;
}

bool ReportReader::take_fields(std::string_view word, std::vector<std::string> const& fields) {
    auto const count = fields.size();
    auto const all = std::span{fields};
    if (complete_) return false;
    if (word == "program" && count == 1) return true;
    if (word == "end" && count == 0) return complete_ = true;
    if (word == "engine" && count == 2) {
        auto const engine = engine_named(fields[0]);
        if (engine) result_.engine = *engine;
        result_.why_engine = fields[1];
        return engine.has_value();
    }
    if (word == "interrupted") return result_.interrupted = true;
    if (word == "progress" && count == 5) {
        take_progress(fields);
        return true;
    }
    if (word == "error" && count == 1) {
        result_.error = fields[0];
        return true;
    }
    if (word == "failure" && count == 9) {
        auto const ending = ending_named(fields[0]);
        if (!ending) return false;
        result_.failures.push_back({*ending,
                                    fields[1],
                                    fields[2],
                                    fields[3],
                                    number(fields[4]),
                                    fields[5],
                                    fields[6],
                                    number(fields[7]),
                                    fields[8] == "1",
                                    {},
                                    {},
                                    0,
                                    {}});
        raw_.emplace_back();
        return true;
    }
    if (word == "outcome" && count == 5) {
        auto const ending = ending_named(fields[0]);
        if (!ending) return false;
        outcomes_.push_back({*ending, fields[1], fields[2], fields[3], number(fields[4])});
        return true;
    }
    if (word == "planted" && count == 2) {
        auto const ending = ending_named(fields[0]);
        if (!ending) return false;
        result_.planted.push_back({*ending, fields[1], {}, {}, 1});
        return true;
    }
    if (word == "totals" && count == 9) {
        result_.searches.push_back({fields[0], number(fields[1]), number(fields[2]), fields[3] == "1",
                                    number(fields[4]), number<int>(fields[5]), number(fields[6]), fields[7] == "1",
                                    std::chrono::nanoseconds{number(fields[8])}, std::move(outcomes_)});
        outcomes_.clear();
        progress_.reset();
        return true;
    }
    if (result_.failures.empty()) return false;  // the rest is about one
    auto& failure = result_.failures.back();
    if (word == "block" && count >= 3) {
        RawBlock block{number(fields[0], 16), number(fields[1], 16), number(fields[2], 16), {}};
        for (auto const& caller : all.subspan(3))
            block.callers.push_back(number(caller, 16));
        raw_.back().blocks.push_back(std::move(block));
        return true;
    }
    if (word == "access" && count >= 5) {
        failure.race.push_back({number<int>(fields[0]), {}, {}, {}, 0});
        raw_.back().race.push_back(operation(all.subspan(1)));
        return true;
    }
    if (word == "event" && count >= 8) {
        failure.events.push_back({number<int>(fields[0]), {}, value(fields[1]), value(fields[2]), number(fields[3])});
        raw_.back().events.push_back(operation(all.subspan(4)));
        return true;
    }
    if (word == "forgotten" && count == 1) {
        failure.forgotten_events = number(fields[0]);
        return true;
    }
    if (word == "unfinished" && count >= 6) {
        failure.unfinished.push_back({number<int>(fields[0]), fields[1] == "1", {}, {}});
        raw_.back().unfinished.push_back(operation(all.subspan(2)));
        return true;
    }
    if (word == "holds" && count == 2 && !failure.unfinished.empty()) {
        failure.unfinished.back().held.push_back(fields[1]);
        return true;
    }
    return false;
}

std::vector<ReportReader::Names> ReportReader::unnamed() {
    std::vector<Names> all;
    for (std::size_t index = 0; index < raw_.size(); ++index) {
        auto& names = all.emplace_back();
        auto& failure = result_.failures[index];
        auto& raw = raw_[index];
        for (std::size_t at = 0; at < raw.race.size(); ++at)
            names.operations.push_back({&failure.race[at].operation, std::move(raw.race[at])});
        for (std::size_t at = 0; at < raw.events.size(); ++at)
            names.operations.push_back({&failure.events[at].operation, std::move(raw.events[at])});
        for (std::size_t at = 0; at < raw.unfinished.size(); ++at)
            names.operations.push_back({&failure.unfinished[at].next, std::move(raw.unfinished[at])});
        for (auto& thread : failure.unfinished)
            for (auto& held : thread.held)
                names.held.push_back({&held, held});
        names.blocks = std::move(raw.blocks);
    }
    return all;
}

}  // namespace hb::explore
