// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "mail/boundary.hh"
#include "mail/entity.hh"
#include "mail/message.hh"
#include "mail/source.hh"
#include "util/limits.hh"

namespace calspam {

/// Builds the tree of one message. The strict reading comes first at each
/// node; where bytes are ambiguous the other readings follow it, each charged
/// to a budget, so that all of them together stay linear in the input.
/// Recursion goes as deep as `limits.depth`. Used once.
class Reader {
 public:
  Reader(std::string_view bytes, const Limits& limits);
  Message read();

 private:
  /// Where an entity stands in the tree and in the bytes.
  struct Place {
    Source* source = nullptr;
    Span region;
    int parent = -1;
    std::size_t messages = 0;  ///< rfc822 around it
    std::string reading;
    bool in_digest = false;  ///< RFC 2046 5.1.5
  };

  // The tree (reader.cc).
  int read_part(const Place& place);
  int add_part(const Place& place, const Entity& entity);
  void add_view(int part, const Entity& entity, const Place& place,
                std::string_view reading);
  void open(int part, const Entity& entity, const Place& place);
  void open_message(int part, const Entity& entity, const Place& place);
  void read_calendar_in_headers(int part, const Entity& entity,
                                const Place& place, Span calendar);
  void read_other_type(int part, const Entity& entity, const Place& place);

  // Multiparts (multipart.cc).
  void open_multipart(int part, const Entity& entity, const Place& place);
  bool read_declared(int part, const Entity& entity, const Place& place);
  void read_undeclared(int part, const Entity& entity, const Place& place);
  void read_encoded_multipart(int part, const Entity& entity,
                              const Place& place);
  void read_children(int part, const Entity& entity, const Place& place,
                     const Split& split, const std::string& reading);
  void read_around(int part, const Entity& entity, const Place& place,
                   const Split& split);
  void note_delimiter(int part, const Place& place, const Delimiter& line,
                      bool after_final);
  void read_calendar_text(int part, const Place& place, Span region,
                          const AnomalyKind& kind, std::string_view reading);
  void read_longer(int part, const Entity& entity, const Place& place,
                   const Split& split);
  void read_boundary_on_leaf(int part, const Entity& entity,
                             const Place& place);
  void note_boundary(int part, const Entity& entity, const Place& place);

  // Leaves (leaf.cc).
  void open_leaf(int part, const Entity& entity, const Place& place);
  void decode_text(int part, const Entity& entity, const Place& place);
  void read_other_encodings(int part, const Entity& entity, const Place& place);
  void read_uuencoded(int part, const Entity& entity, const Place& place);

  // What was odd, and what it may cost.
  void note(const AnomalyKind& kind, const Place& place, int part, Span span,
            std::string_view detail = {});
  void note_all(const Anomalies& local, const Place& place, int part);
  bool has_room(const Place& place, int part, Span region);
  bool charge(const Place& place, int part, Span region);
  void note_readings_cut(const Place& place, int part, Span region);
  std::size_t decodable(std::uint64_t wanted) const;

  std::string_view bytes_;
  const Limits& limits_;
  Message message_;
  std::vector<int> children_;  // how many, for each part
  std::map<const AnomalyKind*, std::size_t> noted_;
  std::uint64_t readings_left_;
  std::uint64_t decoded_left_;
  // Boundaries of multiparts around the one being read, innermost last.
  std::vector<std::string> open_boundaries_;
  std::unordered_set<std::string> boundaries_;  // every one declared so far
};

}  // namespace calspam
