// SPDX-License-Identifier: MIT
#include "image/jpeg.hh"

#include <cstdio>  // jpeglib.h needs FILE

#include <jpeglib.h>

#include <csetjmp>

namespace calspam {
namespace {

// libjpeg's error functions must not return; this is tricky: they jump back
// into decode(), whose own variables are all trivial, so that no destructor is
// jumped over.
struct Errors {
  jpeg_error_mgr base;  // first: libjpeg hands back a pointer to it
  std::jmp_buf back;
};
struct Progress {
  jpeg_progress_mgr base;  // first
  int most_scans;
  bool too_many;
};

[[noreturn]] void jump_back(j_common_ptr info) {
  std::longjmp(reinterpret_cast<Errors*>(info->err)->back, 1);
}
void say_nothing(j_common_ptr) {}
void warn_nobody(j_common_ptr, int) {}

// A progressive JPEG may have any number of scans, each over all pixels.
void count_scans(j_common_ptr info) {
  if (!info->is_decompressor) return;
  auto* progress = reinterpret_cast<Progress*>(info->progress);
  progress->too_many =
      reinterpret_cast<j_decompress_ptr>(info)->input_scan_number >
      progress->most_scans;
  if (progress->too_many) jump_back(info);
}

unsigned scale_for(std::uint64_t pixels, std::uint64_t wanted) {
  unsigned scale = 1;
  while (scale < 8 && pixels / scale / scale > wanted) scale *= 2;
  return scale;
}

void decode(jpeg_decompress_struct& info, Errors& errors,
            std::string_view bytes, std::uint64_t pixels,
            const PictureLimits& limits, PictureReading& reading) {
  if (setjmp(errors.back) != 0) return;
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()),
               bytes.size());
  jpeg_read_header(&info, TRUE);
  reading.width = info.image_width;
  reading.height = info.image_height;
  if (reading.pixels() > pixels) {
    reading.outcome = PictureReading::Outcome::TooLarge;
    return;
  }
  info.scale_num = 1;
  info.scale_denom = scale_for(reading.pixels(), limits.pixels_scanned);
  info.out_color_space = JCS_GRAYSCALE;
  info.dct_method = JDCT_IFAST;
  jpeg_start_decompress(&info);
  reading.picture.width = info.output_width;
  reading.picture.height = info.output_height;
  reading.picture.gray.resize(std::size_t{info.output_width} *
                              info.output_height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row =
        &reading.picture
             .gray[std::size_t{info.output_scanline} * info.output_width];
    jpeg_read_scanlines(&info, &row, 1);
  }
  reading.outcome = PictureReading::Outcome::Read;
}

}  // namespace

bool is_jpeg(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.substr(0, 3) == "\xFF\xD8\xFF"sv;
}

void read_jpeg(std::string_view bytes, std::uint64_t pixels,
               const PictureLimits& limits, PictureReading& reading) {
  reading.outcome = PictureReading::Outcome::Broken;
  jpeg_decompress_struct info = {};
  Errors errors = {};
  Progress progress = {};
  info.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = jump_back;
  errors.base.output_message = say_nothing;
  errors.base.emit_message = warn_nobody;
  // jpeg_create_decompress() jumps too, when the library is another version.
  if (setjmp(errors.back) != 0) return;
  jpeg_create_decompress(&info);
  progress.base.progress_monitor = count_scans;
  progress.most_scans = limits.jpeg_scans;
  info.progress = &progress.base;
  decode(info, errors, bytes, pixels, limits, reading);
  jpeg_destroy_decompress(&info);
  if (progress.too_many) reading.outcome = PictureReading::Outcome::TooLarge;
  if (reading.outcome != PictureReading::Outcome::Read) reading.picture = {};
}

}  // namespace calspam
