// SPDX-License-Identifier: MIT
#include "util/charset.hh"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "util/text.hh"

namespace calspam {

namespace {

// A charset and the labels that mail has for it. As in the WHATWG Encoding
// Standard a label means the superset that its senders really use: iso-8859-1
// is windows-1252, gb2312 is GB 18030.
struct Charset {
  const char* converter;  // ICU's name, or one of the two made here
  std::string_view labels;
};

constexpr const char* kUtf8 = "UTF-8";
constexpr const char* kUtf16 = "UTF-16";  // by its mark, else by its NULs

constexpr Charset kCharsets[] = {
    {kUtf8,
     " utf-8 utf8 unicode-1-1-utf-8 cp65001 us-ascii ascii ansi_x3.4-1968"
     " iso646-us iso-ir-6 us cp367 646 "},
    {kUtf16, " utf-16 utf16 unicode ucs-2 ucs2 iso-10646-ucs-2 csunicode "},
    {"UTF-16LE", " utf-16le utf16le cp1200 ucs-2le unicodelittle "},
    {"UTF-16BE", " utf-16be utf16be cp1201 ucs-2be unicodebig unicodefffe "},
    {"UTF-32LE", " utf-32le utf32le cp12000 "},
    {"UTF-32BE",
     " utf-32be utf32be cp12001 utf-32 utf32 ucs-4 iso-10646-ucs-4 "},
    {"UTF-7", " utf-7 utf7 unicode-1-1-utf-7 cp65000 "},
    {"windows-1252",
     " windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1"
     " latin-1 l1 iso-ir-100 cp819 ibm819 "},
    {"windows-1250", " windows-1250 cp1250 x-cp1250 "},
    {"windows-1251", " windows-1251 cp1251 x-cp1251 "},
    {"windows-1253", " windows-1253 cp1253 x-cp1253 "},
    {"windows-1254",
     " windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5"
     " l5 iso-ir-148 "},
    {"windows-1255", " windows-1255 cp1255 x-cp1255 "},
    {"windows-1256", " windows-1256 cp1256 x-cp1256 "},
    {"windows-1257", " windows-1257 cp1257 x-cp1257 "},
    {"windows-1258", " windows-1258 cp1258 x-cp1258 "},
    {"windows-874",
     " windows-874 cp874 tis-620 iso-8859-11 iso8859-11 dos-874 "},
    {"ISO-8859-2", " iso-8859-2 iso8859-2 iso_8859-2 latin2 l2 iso-ir-101 "},
    {"ISO-8859-3", " iso-8859-3 iso8859-3 iso_8859-3 latin3 l3 iso-ir-109 "},
    {"ISO-8859-4", " iso-8859-4 iso8859-4 iso_8859-4 latin4 l4 iso-ir-110 "},
    {"ISO-8859-5", " iso-8859-5 iso8859-5 iso_8859-5 cyrillic iso-ir-144 "},
    {"ISO-8859-6",
     " iso-8859-6 iso8859-6 iso_8859-6 arabic iso-ir-127 iso-8859-6-i"
     " iso-8859-6-e "},
    {"ISO-8859-7", " iso-8859-7 iso8859-7 iso_8859-7 greek iso-ir-126 "},
    {"ISO-8859-8",
     " iso-8859-8 iso8859-8 iso_8859-8 hebrew iso-ir-138 iso-8859-8-i"
     " iso-8859-8-e logical visual "},
    {"ISO-8859-10", " iso-8859-10 iso8859-10 latin6 l6 iso-ir-157 "},
    {"ISO-8859-13", " iso-8859-13 iso8859-13 "},
    {"ISO-8859-14", " iso-8859-14 iso8859-14 "},
    {"ISO-8859-15", " iso-8859-15 iso8859-15 iso_8859-15 latin9 latin-9 l9 "},
    {"KOI8-R", " koi8-r koi8r koi8 koi "},
    {"KOI8-U", " koi8-u koi8-ru "},
    {"ibm-866", " ibm866 cp866 866 "},
    {"ibm-437", " ibm437 cp437 437 "},
    {"ibm-850", " ibm850 cp850 850 "},
    {"ibm-852", " ibm852 cp852 852 "},
    {"macintosh", " macintosh mac x-mac-roman "},
    {"x-mac-cyrillic", " x-mac-cyrillic x-mac-ukrainian "},
    {"gb18030",
     " gb18030 gb2312 gb_2312-80 gbk cp936 ms936 windows-936 x-gbk euc-cn"
     " chinese csgb2312 iso-ir-58 "},
    {"HZ", " hz-gb-2312 hz "},
    {"ISO-2022-CN", " iso-2022-cn iso-2022-cn-ext "},
    {"windows-950-2000", " big5 big-5 big5-eten cn-big5 cp950 x-x-big5 "},
    {"Big5-HKSCS", " big5-hkscs "},
    {"ibm-943_P15A-2003",
     " shift_jis shift-jis sjis x-sjis ms_kanji ms932 cp932 windows-31j"
     " windows-932 csshiftjis "},
    {"EUC-JP", " euc-jp x-euc-jp eucjp "},
    {"ISO-2022-JP", " iso-2022-jp csiso2022jp cp50220 "},
    {"ISO-2022-JP-2", " iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 "},
    {"windows-949-2000",
     " euc-kr euckr ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc_5601"
     " korean cp949 windows-949 uhc "},
    {"ISO-2022-KR", " iso-2022-kr csiso2022kr "},
};

const Charset* find_charset(std::string_view name) {
  name = trimmed(name);
  // RFC 2231 5 appends a language to the charset of an encoded word.
  name = name.substr(0, name.find('*'));
  if (name.empty()) return &kCharsets[0];
  if (name.size() > 40 || name.find(' ') != std::string_view::npos) return {};
  const std::string label = " " + ascii_lower(name) + " ";
  const auto found = std::find_if(
      std::begin(kCharsets), std::end(kCharsets), [&](const Charset& charset) {
        return charset.labels.find(label) != std::string_view::npos;
      });
  return found == std::end(kCharsets) ? nullptr : found;
}

// ICU's own callback gives U+001A in places, and does not tell us.
void mark_damage(const void* damaged, UConverterToUnicodeArgs* args,
                 const char*, std::int32_t, UConverterCallbackReason reason,
                 UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  *static_cast<bool*>(const_cast<void*>(damaged)) = true;
  *error = U_ZERO_ERROR;
  static constexpr UChar kReplacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &kReplacement, 1, 0, error);
}

// A converter of ICU. It is opened once, keeps state while a text is read and
// so belongs to one thread.
class Converter {
 public:
  explicit Converter(std::string_view name) {
    UErrorCode error = U_ZERO_ERROR;
    handle_.reset(ucnv_open(std::string(name).c_str(), &error));
    if (!handle_) return;
    ucnv_setToUCallBack(handle_.get(), mark_damage, damaged_.get(), nullptr,
                        nullptr, &error);
  }
  bool is_open() const { return handle_ != nullptr; }
  /// Leaves out the first `skip` bytes, a byte order mark.
  Decoded decode(std::string_view bytes, std::size_t skip);

 private:
  struct Close {
    void operator()(UConverter* handle) const { ucnv_close(handle); }
  };
  std::unique_ptr<UConverter, Close> handle_;
  // On the heap: ICU holds its address, and a Converter moves.
  std::unique_ptr<bool> damaged_ = std::make_unique<bool>(false);
};

Converter& converter(const char* name) {
  thread_local std::map<std::string_view, Converter> cache;
  return cache.try_emplace(name, name).first->second;
}

// Appends code points and where they came from, one run of equal steps a
// point of the map.
class Writer {
 public:
  explicit Writer(std::size_t size) { decoded_.text.reserve(size); }

  // `in` is the first byte of what gave `c`; code points come in order.
  void put(char32_t c, std::uint64_t in) {
    if (has_last_) flush(in);
    last_ = c;
    last_in_ = in;
    has_last_ = true;
  }
  Decoded finish(std::uint64_t in_size) {
    if (has_last_) flush(in_size);
    decoded_.map.close(in_size);
    return std::move(decoded_);
  }

 private:
  // Beyond this many points (some 48 MB) places are good to kCoarse bytes:
  // text made to change its steps with every letter must not eat memory.
  static constexpr std::size_t kExactPoints = 2'000'000;
  static constexpr std::uint64_t kCoarse = 64;

  void flush(std::uint64_t in_end) {
    const std::uint64_t out = decoded_.text.size();
    append_utf8(decoded_.text, last_);
    const auto step_out = static_cast<std::uint8_t>(decoded_.text.size() - out);
    // An escape sequence counts to the character before it, as far as it goes.
    const auto step_in = static_cast<std::uint8_t>(
        std::clamp<std::uint64_t>(in_end - last_in_, 1, 8));
    const bool continues =
        out != 0 && step_out == step_out_ && step_in == step_in_ &&
        last_in_ == run_in_ + (out - run_out_) / step_out * step_in;
    if (continues || (points_ > kExactPoints && out - run_out_ < kCoarse))
      return;
    // The map itself joins 1:1 runs only.
    decoded_.map.add(out, last_in_, step_out, step_in);
    ++points_;
    run_out_ = out;
    run_in_ = last_in_;
    step_out_ = step_out;
    step_in_ = step_in;
  }

  Decoded decoded_;
  char32_t last_ = 0;
  std::uint64_t last_in_ = 0, run_out_ = 0, run_in_ = 0;
  std::size_t points_ = 0;
  std::uint8_t step_out_ = 0, step_in_ = 0;
  bool has_last_ = false;
};

// One slice of the input as ICU gave it: UTF-16 and where each unit began.
struct Slice {
  // Four units for a byte is more than any charset of the list needs.
  static constexpr std::size_t kBytes = 4'096;
  std::array<UChar, 4 * kBytes> units;
  std::array<std::int32_t, 4 * kBytes> offsets;
};

Decoded Converter::decode(std::string_view bytes, std::size_t skip) {
  UConverter* const handle = handle_.get();
  ucnv_resetToUnicode(handle);
  *damaged_ = false;
  const auto slice = std::make_unique<Slice>();
  Writer writer(bytes.size() + bytes.size() / 2);
  const char* const end = bytes.data() + bytes.size();
  std::uint64_t last = 0;
  for (const char* at = bytes.data() + skip; at != end;) {
    UErrorCode error = U_ZERO_ERROR;
    const auto begin = static_cast<std::uint64_t>(at - bytes.data());
    // A character cut by the slice before began with the bytes ICU kept.
    const auto kept =
        static_cast<std::uint64_t>(ucnv_toUCountPending(handle, &error));
    error = U_ZERO_ERROR;
    const char* const stop =
        at + std::min<std::ptrdiff_t>(Slice::kBytes, end - at);
    UChar* unit = slice->units.data();
    ucnv_toUnicode(handle, &unit, unit + slice->units.size(), &at, stop,
                   slice->offsets.data(), stop == end, &error);
    const auto count = static_cast<std::int32_t>(unit - slice->units.data());
    for (std::int32_t i = 0; i < count;) {
      const std::int32_t offset = slice->offsets[static_cast<std::size_t>(i)];
      const std::uint64_t in = offset >= 0
                                   ? begin + static_cast<std::uint64_t>(offset)
                                   : begin - std::min(begin, kept);
      char32_t c = 0;
      U16_NEXT(slice->units.data(), i, count, c);
      last = std::max(last, in);
      writer.put(c, last);
    }
    if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) at = stop;
  }
  Decoded decoded = writer.finish(bytes.size());
  decoded.damaged = *damaged_;
  return decoded;
}

// Leaves out the first `skip` bytes, a byte order mark.
Decoded decode_utf8(std::string_view bytes, std::size_t skip) {
  if (is_valid_utf8(bytes))
    return {std::string(bytes.substr(skip)), OffsetMap(skip)};
  Writer writer(bytes.size());
  for (std::size_t at = skip; at < bytes.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(bytes, at);
    writer.put(c, begin);
  }
  Decoded decoded = writer.finish(bytes.size());
  decoded.damaged = true;
  return decoded;
}

// What a byte order mark says of the bytes after it. The one of UTF-8 counts
// in every charset (WHATWG Encoding 6, "BOM sniff"); those of UTF-16 are
// letters in KOI8-R and windows-1251, and count in texts of Unicode only.
struct Mark {
  const char* converter = nullptr;
  std::size_t size = 0;
};

Mark byte_order_mark(std::string_view bytes, const char* converter) {
  const auto starts = [&](std::string_view mark) {
    return bytes.substr(0, mark.size()) == mark;
  };
  const std::string_view declared = converter;
  if (starts("\xEF\xBB\xBF")) return {kUtf8, 3};
  if (declared.substr(0, 3) != "UTF" || declared == "UTF-7") return {};
  if (declared.substr(0, 6) == "UTF-32") {
    using namespace std::string_view_literals;
    if (starts("\xFF\xFE\0\0"sv)) return {"UTF-32LE", 4};
    if (starts("\0\0\xFE\xFF"sv)) return {"UTF-32BE", 4};
  }
  if (starts("\xFF\xFE")) return {"UTF-16LE", 2};
  if (starts("\xFE\xFF")) return {"UTF-16BE", 2};
  return {};
}

// RFC 2781 4.3 says big-endian without a mark; Windows writes little-endian.
const char* likely_utf16(std::string_view bytes) {
  const bool little = bytes.size() >= 2 && bytes[0] != 0 && bytes[1] == 0;
  return little ? "UTF-16LE" : "UTF-16BE";
}

// The converter that reads `bytes`, and the mark to leave out.
Mark reading(std::string_view bytes, const Charset& charset) {
  const Mark mark = byte_order_mark(bytes, charset.converter);
  if (mark.converter != nullptr) return mark;
  if (charset.converter == std::string_view(kUtf16))
    return {likely_utf16(bytes), 0};
  return {charset.converter, 0};
}

Decoded as_they_are(std::string_view bytes) {
  Decoded decoded{std::string(bytes), {}};
  decoded.raw = true;
  return decoded;
}

}  // namespace

Decoded to_utf8(std::string_view bytes, std::string_view charset) {
  const Charset* known = find_charset(charset);
  if (known == nullptr) return as_they_are(bytes);
  const Mark how = reading(bytes, *known);
  if (how.converter == std::string_view(kUtf8))
    return decode_utf8(bytes, how.size);
  Converter& with = converter(how.converter);
  return with.is_open() ? with.decode(bytes, how.size) : as_they_are(bytes);
}

bool is_known_charset(std::string_view charset) {
  return find_charset(charset) != nullptr;
}

void warm_up_charsets() {
  for (const Charset& charset : kCharsets) {
    const std::string_view name = charset.converter;
    if (name != kUtf8 && name != kUtf16) converter(charset.converter);
  }
}

}  // namespace calspam
