namespace PrivacyProxy.Bots;

/// <summary>A part of a user agent that no browser has, upper and lower case being the same.</summary>
internal readonly record struct BotPattern(string Text, string Reason);
