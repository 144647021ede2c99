// Data sets as their authors publish them: small files of each format, whole, then damaged in every way.

#include <zlib.h>

#include <catch2/catch_all.hpp>

#include <string>

#include "fl/client/training.hpp"
#include "fl/data/cifar10.hpp"
#include "fl/data/file.hpp"
#include "fl/data/idx.hpp"
#include "fl/data/libsvm.hpp"
#include "fl/kernels/model.hpp"
#include "folder.hpp"

using namespace fl;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string big_endian(std::uint32_t value) {
    std::string bytes;
    for (unsigned shift = 32; shift > 0; shift -= 8)
        bytes += static_cast<char>(value >> (shift - 8) & 255U);
    return bytes;
}

std::string images(std::uint32_t count, std::uint32_t rows, std::uint32_t columns) {
    auto bytes = big_endian(0x0803) + big_endian(count) + big_endian(rows) + big_endian(columns);
    for (std::uint32_t i = 0; i < count * rows * columns; ++i)
        bytes += static_cast<char>(i % 251);
    return bytes;
}

std::string labels(std::string const& values) {
    return big_endian(0x0801) + big_endian(static_cast<std::uint32_t>(values.size())) + values;
}

/// So many records of CIFAR-10, with labels 0, 1, ... from `first` on.
std::string records(int count, int first = 0) {
    std::string bytes;
    for (int record = 0; record < count; ++record) {
        bytes += static_cast<char>(first + record);
        for (int i = 0; i < 3072; ++i)
            bytes += static_cast<char>((record + i) % 253);
    }
    return bytes;
}

void write_gzip(std::filesystem::path const& file, std::string const& content) {
    auto* const out = gzopen(file.c_str(), "wb");
    REQUIRE(gzwrite(out, content.data(), static_cast<unsigned>(content.size())) == static_cast<int>(content.size()));
    REQUIRE(gzclose(out) == Z_OK);
}

template <class Read>
void refuses(Read&& read, std::string const& why) {
    CHECK_THROWS_MATCHES(read(), BadFile, Catch::Matchers::MessageMatches(ContainsSubstring(why)));
}

}  // namespace

TEST_CASE("CIFAR-10's binary files are read, channel by channel, in the order of the batches") {
    Folder const folder;
    for (int batch = 1; batch <= 5; ++batch)
        folder.write("data_batch_" + std::to_string(batch) + ".bin", records(2, batch));
    folder.write("test_batch.bin", records(3));
    auto const split = read_cifar10(folder.path());
    CHECK(split.training.shape == ImageShape{3, 32, 32});
    CHECK(split.training.classes == 10);
    CHECK(split.training.labels == std::vector<std::uint8_t>{1, 2, 2, 3, 3, 4, 4, 5, 5, 6});
    REQUIRE(split.training.pixels.size() == std::size_t{10} * 3072);
    CHECK(split.training.image(3)[0] == 1);
    CHECK(split.training.image(3)[3071] == 3072 % 253);
    CHECK(split.test.labels == std::vector<std::uint8_t>{0, 1, 2});
}

TEST_CASE("CIFAR-10 files that are missing, cut off or of another kind are refused") {
    Folder const folder;
    auto const read = [&] { (void)read_cifar10(folder.path()); };
    refuses(read, "test_batch.bin: there is no such file; unpack cifar-10-binary.tar.gz");
    folder.write("test_batch.bin", records(1));
    refuses(read, "data_batch_1.bin: there is no such file");
    auto const read_one = [&] { (void)read_cifar10_file(folder / "test_batch.bin"); };
    folder.write("test_batch.bin", records(2).substr(0, 6145));
    refuses(read_one, "its 6145 bytes are not records of 3073: cut off, or not the binary version");
    folder.write("test_batch.bin", "");
    refuses(read_one, "its 0 bytes are not records");
    folder.write("test_batch.bin", records(2, 9));
    refuses(read_one, "record 1 has label 10, but labels are 0 to 9");
    std::filesystem::remove(folder / "test_batch.bin");
    std::filesystem::create_directory(folder / "test_batch.bin");
    refuses(read_one, "is a folder, not a file");
}

TEST_CASE("IDX files are read, plain and gzip alike") {
    Folder const folder;
    folder.write("train-images-idx3-ubyte", images(4, 2, 3));
    folder.write("train-labels-idx1-ubyte", labels({1, 0, 2, 1}));
    write_gzip(folder / "t10k-images-idx3-ubyte.gz", images(2, 2, 3));
    write_gzip(folder / "t10k-labels-idx1-ubyte.gz", labels({4, 0}));
    auto const split = read_mnist(folder.path());
    CHECK(split.training.shape == ImageShape{1, 2, 3});
    CHECK(split.training.labels == std::vector<std::uint8_t>{1, 0, 2, 1});
    CHECK(split.training.image(2)[1] == 13);
    CHECK(split.test.labels == std::vector<std::uint8_t>{4, 0});
    CHECK(split.test.image(1)[5] == 11);
    CHECK(split.training.classes == 5);  // those of the test, too
    CHECK(split.test.classes == 5);
}

TEST_CASE("IDX files that are missing, cut off, damaged or of another kind are refused") {
    Folder const folder;
    auto const image_file = folder.write("images", images(4, 2, 3));
    auto const label_file = folder.write("labels", labels({1, 0, 2, 1}));
    auto const read = [&] { (void)read_idx(image_file, label_file); };
    CHECK_NOTHROW(read());
    refuses([&] { (void)read_mnist(folder.path()); }, "train-images-idx3-ubyte: there is no such file; put the four");
    refuses([&] { (void)read_idx(label_file, image_file); },
            "labels: begins with 00000801, but an IDX file of images begins with 00000803");
    folder.write("labels", labels({1, 0, 2}));
    refuses(read, "has 3 labels, but " + image_file.string() + " has 4 images: files of different sets");
    folder.write("images", images(4, 2, 3).substr(0, 35));
    refuses(read, "images: should have 4 times 6 bytes behind its head, and has 19: cut off");
    folder.write("images", images(4, 2, 3) + "x");
    refuses(read, "and has 25");
    folder.write("images", images(4, 2, 3).substr(0, 7));
    refuses(read, "has 7 bytes, fewer than the head of an IDX file");
    folder.write("images", "");
    refuses(read, "has 0 bytes");
    folder.write("images", images(0, 2, 3));
    refuses(read, "is empty, by its head");
    // 2^32 - 1 images of as many rows and columns: no arithmetic may overflow, no memory be asked for.
    folder.write("images", big_endian(0x0803) + big_endian(~0U) + big_endian(~0U) + big_endian(~0U) + "x");
    refuses(read, "cut off, or damaged");
}

TEST_CASE("gzip files that are cut off or damaged are refused") {
    Folder const folder;
    auto const file = folder / "packed";
    write_gzip(file, images(100, 28, 28));
    auto const whole = content_of(file);
    CHECK(read_file(file).size() == 16 + 78'400);
    auto const read = [&] { (void)read_file(file); };
    folder.write("packed", whole.substr(0, whole.size() / 2));
    refuses(read, "ends in the middle of its gzip data: the download was cut off");
    folder.write("packed", whole.substr(0, whole.size() - 1));
    refuses(read, "ends in the middle of its gzip data");
    auto damaged = whole;
    damaged[whole.size() - 6] = static_cast<char>(damaged[whole.size() - 6] + 1);  // of the checksum
    folder.write("packed", damaged);
    refuses(read, "its gzip data is damaged");
}

TEST_CASE("LibSVM's text is read into a dense table") {
    Folder const folder;
    auto const training = folder.write("training", "+1 1:0.5 4:-2e-1  # a comment\n\n-1 2:3\r\n+1 \n");
    auto const test = folder.write("test", "-1 5:7\n1.0 1:1");
    auto const split = read_libsvm(training, test);
    CHECK(split.training.shape == ImageShape{1, 1, 5});
    CHECK(split.training.classes == 2);
    CHECK(split.training.labels == std::vector<std::uint8_t>{1, 0, 1});
    CHECK(split.training.values == std::vector<float>{0.5F, 0, 0, -0.2F, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0});
    CHECK(split.test.labels == std::vector<std::uint8_t>{0, 1});
    CHECK(split.test.values == std::vector<float>{0, 0, 0, 0, 7, 1, 0, 0, 0, 0});
}

TEST_CASE("a model learns from a table's values as they are") {
    Folder const folder;
    auto const file = folder.write("set", "0 1:2\n1 1:-3 2:1\n");
    auto const data = read_libsvm(file, file).training;
    auto const model = kernel_model(logistic(data.shape, data.classes));
    Course const course{*model, data, {}, 42};
    // One weight of 1, for class 0 and feature 1: class 0 scores 2 for the first sample and -3 for the second.
    std::vector<float> const parameters{1, 0, 0, 0, 0, 0};
    auto const score = Trainer{course}.evaluate(parameters, data, 0, 2);
    CHECK(score.correct == 2);
    CHECK(score.loss == Catch::Approx(std::log(1 + std::exp(-2)) + std::log(1 + std::exp(-3))));
}

TEST_CASE("lines that are not LibSVM's are refused, with their number") {
    struct Bad {
        std::string text;
        std::string why;
    };
    auto const bad = GENERATE(
        Bad{"1 1:2\nx 1:2\n", "set: line 2: 'x' is no label"}, Bad{"1 1\n", "line 1: '1' is not index:value"},
        Bad{"\n\n1 1:\n", "line 3: '1:' is not index:value"}, Bad{"1 :5\n", "':5' is not index:value"},
        Bad{"1 1:2x\n", "'1:2x' is not"}, Bad{"1 1:nan\n", "'1:nan' is not"}, Bad{"1 1:1e99\n", "'1:1e99' is not"},
        Bad{"1 -1:2\n", "'-1:2' is not"}, Bad{"1 0:2\n", "index 0 follows 0: indices begin with 1 and ascend"},
        Bad{"1 3:2 3:1\n", "index 3 follows 3"}, Bad{"inf 1:2\n", "'inf' is no label"}, Bad{"", "has no samples"},
        Bad{"# nothing\n", "has no samples"}, Bad{"BZh91AY", "is packed by bzip2: unpack it first"},
        Bad{"1 4000000000:1\n", "need more than 4 GiB as a dense table"});
    Folder const folder;
    auto const file = folder.write("set", bad.text);
    CAPTURE(bad.text);
    refuses([&] { (void)read_libsvm(file, file); }, bad.why);
}

TEST_CASE("LibSVM sets whose labels are no classes are refused") {
    Folder const folder;
    auto const good = folder.write("good", "1 1:2\n2 1:2\n");
    auto const other = folder.write("other", "1 1:2\n3 1:2\n");
    refuses([&] { (void)read_libsvm(good, other); }, "other: has label 3, which the training file has not");
    std::string many;
    for (int i = 0; i < 257; ++i)
        many += std::to_string(i) + ".5 1:1\n";
    auto const regression = folder.write("regression", many);
    refuses([&] { (void)read_libsvm(regression, regression); }, "has 257 different labels: a set for regression?");
    refuses([&] { (void)read_libsvm(good, folder / "none"); }, "none: there is no such file");
}
