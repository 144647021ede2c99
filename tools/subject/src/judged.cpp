#include "judged.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "canary.hpp"
#include "subject/scenario.hpp"

namespace hb::subject {
namespace {

/// The judge's end of the socket, line by line. Used by the main thread alone.
class Channel {
public:
    explicit Channel(int descriptor) : descriptor_{descriptor} {}

    /// The next line without its end; empty when the judge has gone.
    std::string receive() {
        std::size_t end = 0;
        while ((end = pending_.find('\n')) == std::string::npos) {
            std::array<char, 4096> buffer{};
            auto const count = ::read(descriptor_, buffer.data(), buffer.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return {};
            pending_.append(buffer.data(), static_cast<std::size_t>(count));
        }
        auto line = pending_.substr(0, end);
        pending_.erase(0, end + 1);
        return line;
    }

    void send(std::string line) {
        line += '\n';
        for (std::string_view rest = line; !rest.empty();) {
            auto const count = ::write(descriptor_, rest.data(), rest.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return;  // the judge has gone: receive() will say so
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
    }

private:
    int descriptor_;
    std::string pending_;
};

/// Takes the first word off the front of the text.
std::string_view word(std::string_view& text) {
    auto const end = std::min(text.find(' '), text.size());
    auto const first = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return first;
}

Scenario const& scenario_named(std::string_view name) {
    for (auto const* scenario : scenarios()) {
        if (scenario->name == name) return *scenario;
    }
    throw std::invalid_argument{"no scenario is called " + std::string{name}};
}

/// What was given, and the standard value for the rest.
Arguments complete(Scenario const& scenario, Values given) {
    for (auto const& parameter : scenario.parameters) {
        if (find(given, parameter.name) == nullptr) given.emplace_back(parameter.name, parameter.standard_value());
    }
    return Arguments{std::move(given)};
}

std::string answer(std::string_view request) {
    auto const nonce = std::string{word(request)};
    try {
        auto const& scenario = scenario_named(word(request));
        auto const values = scenario.run(complete(scenario, decode_values(request)));
        return "answer " + nonce + ' ' + encode(values);
    } catch (std::exception const& error) {
        return "threw " + nonce + ' ' + escape(error.what());
    } catch (...) {
        return "threw " + nonce + ' ' + escape("something that is not a std::exception");
    }
}

}  // namespace

int serve(int descriptor) {
    Channel channel{descriptor};
    bool planted = false;
    for (;;) {
        auto const line = channel.receive();
        std::string_view request = line;
        auto const verb = word(request);
        if (verb == "ask") {
            if (!planted) canary_before();
            planted = true;
            auto reply = answer(request);
            std::fflush(nullptr);  // what the answer printed belongs to this request
            channel.send(std::move(reply));
        } else if (verb == "end") {
            canary_after();
            channel.send("bye " + std::string{word(request)});
            return 0;
        } else {
            return 3;  // the judge has gone, or speaks another protocol
        }
    }
}

}  // namespace hb::subject
