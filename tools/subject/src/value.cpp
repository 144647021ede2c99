#include "subject/value.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <utility>

template class std::vector<hb::subject::NamedValue>;

namespace hb::subject {
namespace {

constexpr std::string_view separators = " ,%=[]";

[[noreturn]] void malformed(std::string_view text) {
    throw std::invalid_argument{"not an encoded value: " + std::string{text.substr(0, 40)}};
}

std::int64_t to_integer(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) malformed(text);
    return number;
}

double to_double(std::string_view text) {
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::hex);
    if (error != std::errc{} || end != text.data() + text.size()) malformed(text);
    return number;
}

std::string hex_of(double number) {
    char buffer[40];
    auto const [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::hex);
    return {buffer, end};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        auto const end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

template <class List, class ToText>
std::string joined(List const& list, ToText to_text) {
    std::string text;
    for (auto const& item : list) {
        if (!text.empty()) text += ',';
        text += to_text(item);
    }
    return text;
}

std::string as_is(std::string const& text) {
    return text;
}
std::string digits(std::int64_t number) {
    return std::to_string(number);
}

}  // namespace

NamedValue::NamedValue() = default;
NamedValue::NamedValue(std::string_view its_name, Value its_value) : name{its_name}, value{std::move(its_value)} {}
NamedValue::NamedValue(std::string_view its_name, std::int64_t its_value) : name{its_name}, value{its_value} {}
NamedValue::NamedValue(std::string_view its_name, double its_value) : name{its_name}, value{its_value} {}
NamedValue::NamedValue(std::string_view its_name, char const* its_value)
    : name{its_name}, value{std::string{its_value}} {}
NamedValue::NamedValue(std::string_view its_name, std::string const& its_value) : name{its_name}, value{its_value} {}
NamedValue::NamedValue(std::string_view its_name, Integers const& its_value) : name{its_name}, value{its_value} {}
NamedValue::NamedValue(std::string_view its_name, Texts const& its_value) : name{its_name}, value{its_value} {}
NamedValue::NamedValue(NamedValue const&) = default;
NamedValue::NamedValue(NamedValue&&) noexcept = default;
NamedValue& NamedValue::operator=(NamedValue const&) = default;
NamedValue& NamedValue::operator=(NamedValue&&) noexcept = default;
NamedValue::~NamedValue() = default;

bool operator==(NamedValue const& left, NamedValue const& right) = default;

std::string escape(std::string_view text) {
    std::string escaped;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7f || separators.find(c) != std::string_view::npos) {
            char buffer[4];
            std::snprintf(buffer, sizeof buffer, "%%%02X", static_cast<unsigned>(byte));
            escaped += buffer;
        } else {
            escaped += c;
        }
    }
    return escaped;
}

std::string unescape(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i];
            continue;
        }
        unsigned byte = 0;
        if (i + 2 >= text.size()) malformed(text);
        auto const [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
        if (error != std::errc{} || end != text.data() + i + 3) malformed(text);
        plain += static_cast<char>(byte);
        i += 2;
    }
    return plain;
}

std::vector<std::string> words_by_hand(std::string_view scenario, Values const& arguments) {
    std::vector<std::string> words{std::string{scenario}};
    for (auto const& [name, value] : arguments)
        words.push_back(name + '=' + to_text(value));
    return words;
}

std::string to_text(Value const& value) {
    if (auto const* number = std::get_if<std::int64_t>(&value)) return digits(*number);
    if (auto const* text = std::get_if<std::string>(&value)) return *text;
    if (auto const* list = std::get_if<Integers>(&value)) return "[" + joined(*list, digits) + "]";
    if (auto const* list = std::get_if<Texts>(&value)) return "[" + joined(*list, as_is) + "]";
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.9g", std::get<double>(value));
    return buffer;
}

std::string encode(Value const& value) {
    if (auto const* number = std::get_if<std::int64_t>(&value)) return "i:" + digits(*number);
    if (auto const* text = std::get_if<std::string>(&value)) return "s:" + escape(*text);
    if (auto const* list = std::get_if<Integers>(&value)) return "l:" + joined(*list, digits);
    if (auto const* number = std::get_if<double>(&value)) return "d:" + hex_of(*number);
    // A list of texts counts its items, since an empty list and a list of one empty text would look alike.
    auto const& texts = std::get<Texts>(value);
    std::string encoded = "t:" + std::to_string(texts.size());
    for (auto const& text : texts)
        encoded += "," + escape(text);
    return encoded;
}

Value decode(std::string_view text) {
    if (text.size() < 2 || text[1] != ':') malformed(text);
    auto const body = text.substr(2);
    switch (text[0]) {
        case 'i':
            return to_integer(body);
        case 'd':
            return to_double(body);
        case 's':
            return unescape(body);
        case 'l': {
            Integers list;
            if (!body.empty()) {
                for (auto const part : split(body, ','))
                    list.push_back(to_integer(part));
            }
            return list;
        }
        case 't': {
            auto const parts = split(body, ',');
            if (to_integer(parts.front()) != static_cast<std::int64_t>(parts.size()) - 1) malformed(text);
            Texts list;
            for (std::size_t i = 1; i < parts.size(); ++i)
                list.push_back(unescape(parts[i]));
            return list;
        }
        default:
            malformed(text);
    }
}

std::string encode(Values const& values) {
    std::string text;
    for (auto const& [name, value] : values) {
        if (!text.empty()) text += ' ';
        text += escape(name) + '=' + encode(value);
    }
    return text;
}

Values decode_values(std::string_view text) {
    Values values;
    if (text.empty()) return values;
    for (auto const item : split(text, ' ')) {
        auto const equals = item.find('=');
        if (equals == std::string_view::npos) malformed(item);
        values.emplace_back(unescape(item.substr(0, equals)), decode(item.substr(equals + 1)));
    }
    return values;
}

Value const* find(Values const& values, std::string_view name) {
    for (auto const& [key, value] : values) {
        if (key == name) return &value;
    }
    return nullptr;
}

}  // namespace hb::subject
