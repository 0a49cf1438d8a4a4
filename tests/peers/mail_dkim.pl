#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# mail_dkim.pl KEYS verify FILE...: what Mail::DKIM says of each signature.
# mail_dkim.pl KEYS sign PEM ALGORITHM METHOD SELECTOR FILE: a signature.
# mail_dkim.pl KEYS seal PEM SELECTOR RESULTS CHAIN FILE: an ARC set.
# Keys come from the file alone, never from the network.
use strict;
use warnings;
use Mail::DKIM::ARC::Signer;
use Mail::DKIM::ARC::Verifier;
use Mail::DKIM::DNS;
use Mail::DKIM::Signer;
use Mail::DKIM::Verifier;

package Record;
sub new { my ($class, $text) = @_; return bless { text => $text }, $class }
sub type { return 'TXT' }
sub txtdata { return $_[0]{text} }
sub char_str_list { return $_[0]{text} }

package main;

my %records;

sub answers {
  my ($name) = @_;
  my $record = $records{ lc $name };
  return defined $record ? (Record->new($record)) : ();
}

{
  no warnings 'redefine', 'once';
  *Mail::DKIM::DNS::query = sub { return answers($_[0]) };
  *Mail::DKIM::DNS::query_async = sub {
    my ($name, $type, %options) = @_;
    my @found = answers($name);
    return sub { return $options{Callbacks}{Success}->(@found) };
  };
}

sub content_of {
  my ($path) = @_;
  open my $file, '<:raw', $path or die "$path: $!\n";
  local $/;
  my $text = <$file>;
  $text =~ s/(?<!\r)\n/\r\n/g;
  return $text;
}

sub verify {
  for my $path (@_) {
    my $text = content_of($path);
    my $dkim = Mail::DKIM::Verifier->new;
    $dkim->PRINT($text);
    $dkim->CLOSE;
    my $number = 0;
    for my $signature ($dkim->signatures) {
      my $detail = $signature->result_detail;
      $detail =~ s/[\t\r\n]/ /g;
      print join("\t", $path, 'dkim', $number++, $signature->result, $detail),
        "\n";
    }
    my $arc = Mail::DKIM::ARC::Verifier->new(Strict => 1);
    $arc->PRINT($text);
    $arc->CLOSE;
    print join("\t", $path, 'arc', 0, $arc->result, $arc->result_detail // ''),
      "\n"
      if $arc->result ne 'none';
  }
}

sub sign {
  my ($pem, $algorithm, $method, $selector, $path) = @_;
  my $signer = Mail::DKIM::Signer->new(
    Algorithm => $algorithm, Method => $method, Selector => $selector,
    Domain => 'signer.example', KeyFile => $pem);
  $signer->PRINT(content_of($path));
  $signer->CLOSE;
  print $signer->signature->as_string, "\n";
}

sub seal {
  my ($pem, $selector, $results, $chain, $path) = @_;
  my $signer = Mail::DKIM::ARC::Signer->new(
    Algorithm => 'rsa-sha256', Domain => 'signer.example', Chain => $chain,
    Selector => $selector, SrvId => 'signer.example', KeyFile => $pem,
    Timestamp => 1577959200);
  $signer->PRINT("Authentication-Results: signer.example; $results\r\n"
      . content_of($path));
  $signer->CLOSE;
  die 'not sealed: ' . $signer->{details} . "\n"
    if $signer->result ne 'sealed';
  print join("\r\n", $signer->as_strings), "\r\n";
}

my ($keys, $verb, @rest) = @ARGV;
open my $lines, '<', $keys or die "$keys: $!\n";
while (<$lines>) {
  chomp;
  my ($name, $record) = split /\t/, $_, 2;
  $records{ lc $name } = $record if defined $record;
}
binmode STDOUT;
{ verify => \&verify, sign => \&sign, seal => \&seal }->{$verb}->(@rest);
