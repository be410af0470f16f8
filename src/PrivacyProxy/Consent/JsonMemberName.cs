namespace PrivacyProxy.Consent;

/// <summary>Where a member's name stands, and which of the value's objects it belongs to.</summary>
internal readonly record struct JsonMemberName(int InObject, int Start, int Length);
