#include "markdown.hpp"

#include <md4c.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <new>

namespace hb::markdown {
namespace {

/// GitHub's anchor of a heading: lower case, hyphens for spaces, no punctuation. Letters beyond ASCII stay.
std::string anchor_of(std::string_view title) {
    std::string anchor;
    for (char const c : title) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == ' ') anchor += '-';
        if (byte >= 0x80 || std::isalnum(byte) != 0 || c == '-' || c == '_') {
            anchor += static_cast<char>(std::tolower(byte));
        }
    }
    return anchor;
}

/// md4c tells what it meets; this puts it together.
class Builder {
public:
    explicit Builder(std::string_view source) : source_{source}, document_{{Section{}}, {}} {}

    Document build() {
        MD_PARSER parser{};
        parser.flags = MD_DIALECT_GITHUB;
        parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
            return static_cast<Builder*>(self)->enter(type, detail);
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
            return static_cast<Builder*>(self)->leave(type);
        };
        parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
            return static_cast<Builder*>(self)->enter(type, detail);
        };
        parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
            return static_cast<Builder*>(self)->leave(type);
        };
        parser.text = [](MD_TEXTTYPE type, MD_CHAR const* text, MD_SIZE size, void* self) {
            return static_cast<Builder*>(self)->add(type, {text, size});
        };
        if (::md_parse(source_.data(), static_cast<MD_SIZE>(source_.size()), &parser, this) != 0)
            throw std::bad_alloc{};
        return std::move(document_);
    }

private:
    static constexpr int go_on = 0;

    Section& section() { return document_.sections.back(); }

    int enter(MD_BLOCKTYPE type, void* detail) {
        if (type == MD_BLOCK_H) {
            document_.sections.emplace_back();
            section().level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL const*>(detail)->level);
            section().line = 0;  // known when its first text comes
            in_heading_ = true;
        }
        if (type == MD_BLOCK_TABLE) ++section().tables;
        if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) ++section().lists;
        return go_on;
    }

    int leave(MD_BLOCKTYPE type) {
        if (type == MD_BLOCK_H) {
            in_heading_ = false;
            auto const anchor = anchor_of(section().title);
            auto const again = anchors_[anchor]++;
            section().anchor = again == 0 ? anchor : anchor + "-" + std::to_string(again);
        }
        section().text += ' ';
        return go_on;
    }

    int enter(MD_SPANTYPE type, void* detail) {
        if (type == MD_SPAN_A) add_link(static_cast<MD_SPAN_A_DETAIL const*>(detail)->href);
        if (type == MD_SPAN_IMG) add_link(static_cast<MD_SPAN_IMG_DETAIL const*>(detail)->src);
        return go_on;
    }

    int leave(MD_SPANTYPE type) {
        if (type == MD_SPAN_CODE) section().code += '\n';
        return go_on;
    }

    int add(MD_TEXTTYPE type, std::string_view text) {
        note_line(text.begin());
        if (in_heading_) {
            section().title += text;
            if (section().line == 0) section().line = line_;
        } else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
            section().text += ' ';
        } else {
            section().text += text;
            if (type == MD_TEXT_CODE) section().code += text;
        }
        return go_on;
    }

    void add_link(MD_ATTRIBUTE const& target) {
        note_line(target.text);
        document_.links.push_back({{target.text, target.size}, line_});
    }

    /// md4c hands over pieces of the source where it can; what it made itself leaves the line where it was.
    void note_line(char const* text) {
        std::less_equal<> const not_after;  // defined for pointers into different objects, too
        if (text == nullptr || !not_after(source_.begin(), text) || !not_after(text, source_.end())) return;
        line_ = 1 + static_cast<int>(std::count(source_.begin(), text, '\n'));
    }

    std::string_view source_;
    Document document_;
    std::map<std::string, int> anchors_;  // how often each has been given
    bool in_heading_ = false;
    int line_ = 1;
};

}  // namespace

Document read(std::string_view source) {
    return Builder{source}.build();
}

}  // namespace hb::markdown
