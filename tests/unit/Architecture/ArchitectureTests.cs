using System.Reflection;
using System.Text.RegularExpressions;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Architecture;

/// <summary>The rooms stay apart, and the order of the steps stays what it is for its reasons.</summary>
public sealed class ArchitectureTests
{
    private const int LongestFile = 400;

    public static TheoryData<string> RoomNames => [.. SourceWords.Rooms];

    [Fact]
    public void Every_folder_is_a_room_of_the_table() => Assert.Equal(Rooms.All.Keys.Order(StringComparer.Ordinal), SourceWords.Rooms);

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_looks_only_into_the_rooms_that_it_may(string room)
    {
        var allowed = Rooms.All[room].MayUse.Append(room);
        var named = SourceWords.Of(room).SelectMany(f => SourceWords.NamedRooms(f.Code).Except(allowed).Select(r => $"{f.File} names {r}"));
        Assert.Empty(named);
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_does_not_touch_what_is_not_its_own(string room)
    {
        var touched = SourceWords.Of(room).SelectMany(f => Rooms.All[room].Never.Where(w => SourceWords.Has(f.Code, w)).Select(w => $"{f.File} has {w}"));
        Assert.Empty(touched);
    }

    /// <summary>Permissions that nobody uses any more are taken back.</summary>
    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_may_look_nowhere_that_it_does_not(string room)
    {
        var named = SourceWords.Of(room).SelectMany(f => SourceWords.NamedRooms(f.Code)).ToHashSet();
        Assert.DoesNotContain(Rooms.All[room].MayUse, r => !named.Contains(r));
    }

    /// <summary>What the other tests look for is found where it is, and not in comments and texts.</summary>
    [Fact]
    public void The_scan_sees_code_and_nothing_else()
    {
        Assert.Contains(SourceWords.Of("Bots"), f => SourceWords.Has(f.Code, "UserAgent"));
        Assert.Contains(SourceWords.Of("Forwarding"), f => SourceWords.Has(f.Code, "Yarp"));
        Assert.Contains(SourceWords.Of("Sites"), f => SourceWords.NamedRooms(f.Code).Contains("Vendors"));
        Assert.DoesNotContain(SourceWords.Of("Bots"), f => SourceWords.Has(f.Code, "pretend") || SourceWords.Has(f.Code, "no_user_agent"));
    }

    [Fact]
    public void Only_the_rooms_of_the_edge_see_the_proxy_library()
    {
        Assert.Empty(SourceWords.Rooms.Except(Rooms.MaySeeYarp)
            .SelectMany(r => SourceWords.Of(r).Where(f => SourceWords.Has(f.Code, "Yarp")).Select(f => $"{r}/{f.File}")));
        // The same by what was compiled: no signature, field or base type elsewhere is one of the library's.
        var foreign = typeof(Steps).Assembly.GetTypes().Where(t => !Rooms.MaySeeYarp.Any(r => IsIn(t, r))).Where(t => Seen(t).Any(IsYarp));
        Assert.Empty(foreign.Select(t => t.FullName));
    }

    [Fact]
    public void Folders_are_called_by_words_of_the_domain()
    {
        var folders = new[] { "src", "tests" }
            .SelectMany(f => Directory.EnumerateDirectories(Repository.Path(f), "*", SearchOption.AllDirectories))
            .Where(d => !Regex.IsMatch(d, @"[\\/](bin|obj|node_modules)([\\/]|$)"));
        Assert.DoesNotContain(folders, d => Rooms.NeverFolders.Contains(Path.GetFileName(d), StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_source_file_is_longer_than_a_reader_s_patience()
    {
        var files = new[] { "src", "tests" }.SelectMany(f => Repository.Files(f, "*.cs")).ToList();
        Assert.True(files.Count > 100);
        Assert.Empty(files.Where(f => File.ReadLines(f).Count() > LongestFile).Select(f => Path.GetRelativePath(Repository.Root, f)));
    }

    [Fact]
    public void The_steps_come_in_this_order_and_each_says_why()
    {
        Assert.Equal(
            [
                "select_site", "answer_preflight", "read_consent", "resolve_address", "check_bot", "look_up_place",
                "redact_query", "redact_headers", "redact_cookies", "read_body", "redact_body",
            ],
            Steps.All.Select(s => s.Name));
        Assert.All(Steps.All, s => Assert.True(s.Reason.Length > 20, $"{s.Name} says no reason."));
        Assert.Equal(Steps.All.Length, Steps.All.Select(s => s.Reason).Distinct().Count());
    }

    private static bool IsIn(Type type, string room) => $"{type.Namespace}.".StartsWith($"PrivacyProxy.{room}.", StringComparison.Ordinal);

    private static bool IsYarp(Type type) => type.Namespace?.StartsWith("Yarp.", StringComparison.Ordinal) == true
        || (type.IsGenericType && type.GetGenericArguments().Any(IsYarp));

    private static IEnumerable<Type> Seen(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var signatures = type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all)).ToList();
        return signatures.SelectMany(m => m.GetParameters().Select(p => p.ParameterType))
            .Concat(signatures.OfType<MethodInfo>().Select(m => m.ReturnType))
            .Concat(signatures.SelectMany(m => m.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? []))
            .Concat(type.GetFields(all).Select(f => f.FieldType))
            .Concat(type.BaseType is { } parent ? [parent] : []);
    }
}
