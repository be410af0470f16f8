using PrivacyProxy.Load;
using PrivacyProxy.Load.Children;

// The measured servers are this program again, each in a process of its own, so that the system counts their time apart.
switch (args)
{
    case ["vendor"]:
        return await VendorRole.Run();
    case ["bare", var upstream]:
        return await BareRole.Run(upstream);
    case ["proxy", var upstream]:
        return await ProxyRole.Run(upstream);
}

if (LoadOptions.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

return await Comparison.Run(options);
