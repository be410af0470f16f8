using PrivacyProxy.Addresses;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Redaction;

/// <summary>What holds for every value of one site at one vendor, compiled once.</summary>
internal sealed record RedactionPolicy(UrlCleaner Urls, Truncation Truncation, LimitSettings Limits);
