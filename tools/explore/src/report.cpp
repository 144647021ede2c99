#include "report.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "arena.hpp"
#include "isolation.hpp"
#include "trace.hpp"

namespace hb::explore {
namespace {

constinit int report_descriptor = STDERR_FILENO;

/// One line under way.
class Line {
public:
    explicit Line(std::string_view word) : text_{word} {}
    ~Line() {
        text_ += '\n';
        for (std::string_view left = text_; !left.empty();) {
            auto const written = write(report_descriptor, left.data(), left.size());
            if (written <= 0) return;  // nobody reads any more
            left.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    Line(Line const&) = delete;
    Line& operator=(Line const&) = delete;

    Line& field(std::string_view value) {
        text_ += '\t';
        for (auto const character : value) {
            switch (character) {
                case '\t':
                    text_ += "\\t";
                    break;
                case '\n':
                    text_ += "\\n";
                    break;
                case '\\':
                    text_ += "\\\\";
                    break;
                default:
                    text_ += character;
            }
        }
        return *this;
    }
    Line& number(std::uint64_t value, int base = 10) {
        char digits[24];
        auto const end = std::to_chars(std::begin(digits), std::end(digits), value, base).ptr;
        return field({std::begin(digits), end});
    }
    /// A place in code: an offset in the executable; 0 for code elsewhere. The call, not what follows it.
    Line& place(std::uintptr_t pc) { return number(in_program(pc) ? program_offset(pc) - 1 : 0, 16); }

    /// `g` and an offset for a global variable, `h` for the heap, `t` for a thread, `sN` for the stack of thread N,
    /// with its distance from the top, and a place in the function whose frame it is in, with its distance from the
    /// frame's base; `lN` for thread N's thread-local storage. All but numbers of threads and the last one are
    /// hexadecimal.
    Line& object(std::uintptr_t address, Home const& home) {
        char digits[24];
        auto const hexadecimal = [&digits](std::uintptr_t value) {
            return std::string{std::begin(digits), std::to_chars(std::begin(digits), std::end(digits), value, 16).ptr};
        };
        if (in_program(address)) return field("g" + hexadecimal(program_offset(address)));
        if (in_arena(address)) return field("h" + hexadecimal(arena_offset(address)));
        auto const first = reinterpret_cast<std::uintptr_t>(threads.data());
        if (address >= first && address < first + sizeof threads)
            return field("t" + std::to_string((address - first) / sizeof(Thread)));
        if (home.kind == Home::Kind::thread_local_storage)
            return field("l" + std::to_string(home.thread) + "," +
                         hexadecimal(static_cast<std::uintptr_t>(home.offset)));
        for (int thread = 0; thread < execution.started; ++thread) {
            auto const stack = engine->stack_of(thread);
            if (address < stack.low || address >= stack.high) continue;
            auto text = "s" + std::to_string(thread) + "," + hexadecimal(stack.high - address);
            if (home.kind == Home::Kind::frame)
                text += "," + hexadecimal(program_offset(home.function)) + "," + std::to_string(home.offset);
            return field(text);
        }
        return field(address == 0 ? "" : "?" + hexadecimal(address));
    }

    Line& stack(Stack const& frames) {
        for (auto const frame : frames)
            if (frame != 0) place(frame);
        return *this;
    }

private:
    std::string text_;
};

/// kind, size, object, place, stack: the same in every line that has an operation.
Line& add(Line& line, Operation const& operation, Stack const& stack, Home const& home) {
    return line.field(name_of(operation.kind))
        .number(operation.size)
        .object(operation.object, home)
        .place(operation.pc)
        .stack(stack);
}

/// The blocks of the heap in which those objects are: `block`, where it begins, its size, who allocated it.
void report_blocks(std::vector<std::uintptr_t> objects) {
    std::ranges::sort(objects);
    std::uintptr_t reported = 0;
    for (auto const object : objects) {
        auto const* const block = in_arena(object) ? block_at(object) : nullptr;
        if (!block || block->begin == reported) continue;
        reported = block->begin;
        Line{"block"}
            .number(arena_offset(block->begin), 16)
            .number(block->size, 16)
            .place(block->pc)
            .stack(block->stack);
    }
}

void report_trace() {
    std::vector<std::uintptr_t> objects;
    objects.reserve(trace.events.size());
    for (auto const& event : trace.events)
        objects.push_back(event.operation.object);
    for (auto const& access : trace.race)
        objects.push_back(access.operation.object);
    for (auto const& thread : trace.unfinished) {
        objects.push_back(thread.next.object);
        for (auto const& held : thread.held)
            objects.push_back(held.object);
    }
    report_blocks(std::move(objects));
    for (auto const& access : trace.race) {
        Line line{"access"};
        add(line.number(static_cast<std::uint64_t>(access.thread)), access.operation, access.stack, access.home);
    }
    for (auto const& event : trace.events) {
        Line line{"event"};
        line.number(static_cast<std::uint64_t>(event.thread));
        if (event.has_old)
            line.number(event.old_value);
        else
            line.field("");
        if (event.has_new)
            line.number(event.new_value);
        else
            line.field("");
        line.number(event.overlooked);
        add(line, event.operation, event.stack, event.home);
    }
    if (trace.forgotten > 0) Line{"forgotten"}.number(trace.forgotten);
    for (auto const& thread : trace.unfinished) {
        {
            Line line{"unfinished"};
            line.number(static_cast<std::uint64_t>(thread.thread)).number(thread.blocked ? 1 : 0);
            add(line, thread.next, thread.stack, thread.home);
        }
        for (auto const& held : thread.held)
            Line{"holds"}.number(static_cast<std::uint64_t>(thread.thread)).object(held.object, held.home);
    }
}

/// Choices as in a schedule's text; with a comma between, what was tried at each of them.
Line& add(Line& line, Part const& part) {
    Schedule schedule;
    schedule.choices = part.choices;
    std::string tried;
    for (auto const mask : part.tried) {
        char digits[24];
        tried.append(digits, std::to_chars(std::begin(digits), std::end(digits), mask, 16).ptr);
        tried += ',';
    }
    return line.field(to_text(schedule)).field(tried);
}

/// In billionths; empty if it is unknown.
void add_share(Line& line, double share) {
    constexpr auto billion = 1e9;
    if (share < 0)
        line.field("");
    else
        line.number(static_cast<std::uint64_t>(share * billion));
}

}  // namespace

void report_to(int descriptor) {
    report_descriptor = descriptor;
}

void report_program(char const* path) {
    Line{"program"}.field(path);
}

void report_engine(EngineKind engine, char const* why) {
    Line{"engine"}.field(name_of(engine)).field(why);
}

void report_failure(Outcome const& outcome, Schedule const& schedule, FoundBy const& found_by, bool replayed) {
    Line{"failure"}
        .field(name_of(outcome.ending))
        .field(outcome.text)
        .field(outcome.output)
        .field(to_text(schedule))
        .number(found_by.execution)
        .field(found_by.search)
        .field(found_by.strategy)
        .number(execution.preemptions)
        .number(replayed ? 1 : 0);
    report_trace();
}

void report_outcomes(std::map<Outcome, Tally> const& outcomes) {
    for (auto const& [outcome, tally] : outcomes)
        Line{"outcome"}
            .field(name_of(outcome.ending))
            .field(outcome.text)
            .field(outcome.output)
            .field(to_text(tally.first))
            .number(tally.count);
}

void report_totals(char const* search, Totals const& totals) {
    Line{"totals"}
        .field(search)
        .number(totals.executions)
        .number(totals.redundant)
        .number(totals.exhausted ? 1 : 0)
        .number(totals.longest)
        .number(static_cast<std::uint64_t>(totals.threads))
        .number(totals.collapsed_polls)
        .number(totals.forgot_accesses ? 1 : 0)
        .number(totals.nanoseconds);
}

void report_planted(Outcome const& outcome) {
    Line{"planted"}.field(name_of(outcome.ending)).field(outcome.text);
}

void report_error(char const* what) {
    Line{"error"}.field(what);
}

void report_interrupted() {
    Line{"interrupted"};
}

void report_progress(char const* search, Totals const& totals, std::uint64_t nanoseconds, double share) {
    Line line{"progress"};
    line.field(search).number(totals.executions).number(totals.redundant).number(nanoseconds);
    add_share(line, share);
}

void report_given(std::vector<Part> const& parts) {
    for (auto const& part : parts) {
        Line line{"given"};
        add(line, part);
    }
    Line{"gave"};
}

void report_wanted(Part const& part, std::uint64_t wanted, std::uint64_t possible) {
    Line line{"wanted"};
    add(line, part).number(wanted, 16).number(possible, 16);
}

void report_part_end(char const* how, double share) {
    Line line{"part"};
    add_share(line.field(how), share);
}

void report_visibility(Schedule const& visibility) {
    Line{"visibility"}.field(to_text(visibility));
}

void report_end() {
    Line{"end"};
}

}  // namespace hb::explore
