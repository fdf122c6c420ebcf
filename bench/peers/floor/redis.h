// One subscribing connection to Redis: the part of RESP that pub/sub needs.
#pragma once
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "sockets.h"

class Redis {
 public:
  struct Message {
    bool is_acknowledgement;
    std::string_view channel, payload;
  };

  explicit Redis(int port) : fd_(Connect(port)), buffer_(1 << 20) {}

  int fd() const { return fd_; }

  void Subscribe(std::string_view channel) { Command("SUBSCRIBE", channel); }

  void Unsubscribe(std::string_view channel) { Command("UNSUBSCRIBE", channel); }

  // The socket blocks: commands are few, and Redis always reads.
  void Flush() {
    for (size_t sent = 0; sent < commands_.size();) {
      ssize_t length = send(fd_, commands_.data() + sent, commands_.size() - sent, MSG_NOSIGNAL);
      if (length < 0 && errno != EINTR) Die("send to Redis");
      if (length > 0) sent += length;
    }
    commands_.clear();
  }

  // Takes what is there, and hands over each complete message. Its views are valid during the call.
  template <class Handler>
  void Read(Handler handle) {
    if (filled_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
    ssize_t length = recv(fd_, buffer_.data() + filled_, buffer_.size() - filled_, MSG_DONTWAIT);
    if (length == 0) Die("Redis closed the connection");
    if (length < 0) {
      if (errno == EAGAIN || errno == EINTR) return;
      Die("recv from Redis");
    }
    filled_ += length;

    size_t taken = 0;
    while (size_t size = ReadOne(std::string_view(buffer_.data() + taken, filled_ - taken), handle)) taken += size;
    std::copy(buffer_.begin() + taken, buffer_.begin() + filled_, buffer_.begin());
    filled_ -= taken;
  }

 private:
  void Command(std::string_view name, std::string_view channel) {
    commands_ += "*2\r\n$" + std::to_string(name.size()) + "\r\n";
    commands_ += name;
    commands_ += "\r\n$" + std::to_string(channel.size()) + "\r\n";
    commands_ += channel;
    commands_ += "\r\n";
  }

  // Each push is an array of three: kind, channel, and a message or a number. Returns its size, 0 while it is incomplete.
  template <class Handler>
  static size_t ReadOne(std::string_view bytes, Handler& handle) {
    size_t at = 0;
    std::string_view count, kind, channel, last;
    if (!Line(bytes, at, count)) return 0;
    if (count != "*3") {
      std::fprintf(stderr, "Redis sent %.*s\n", static_cast<int>(count.size()), count.data());
      std::exit(1);
    }
    if (!Element(bytes, at, kind) || !Element(bytes, at, channel) || !Element(bytes, at, last)) return 0;
    if (kind == "message" || kind == "subscribe") handle(Message{kind == "subscribe", channel, last});
    return at;
  }

  static bool Line(std::string_view bytes, size_t& at, std::string_view& line) {
    size_t end = bytes.find("\r\n", at);
    if (end == std::string_view::npos) return false;
    line = bytes.substr(at, end - at);
    at = end + 2;
    return true;
  }

  static bool Element(std::string_view bytes, size_t& at, std::string_view& element) {
    std::string_view line;
    if (!Line(bytes, at, line)) return false;
    element = line.substr(1);
    if (line[0] != '$') return true;
    long size = std::strtol(line.data() + 1, nullptr, 10);
    // A null has no bytes behind it.
    if (size < 0) return true;
    if (bytes.size() < at + size + 2) return false;
    element = bytes.substr(at, size);
    at += size + 2;
    return true;
  }

  int fd_;
  std::vector<char> buffer_;
  size_t filled_ = 0;
  std::string commands_;
};
