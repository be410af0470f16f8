namespace PrivacyProxy.Consent;

/// <summary>What a vendor uses the visitor's data for. Each vendor has exactly one purpose, named in its profile.</summary>
internal enum Purpose
{
    Analytics,
    Marketing,
}
