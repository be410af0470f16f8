using System.CommandLine;
using PrivacyProxy.Demo;
using PrivacyProxy.Hosting;
using PrivacyProxy.Settings;

var config = new Option<string>("--config")
{
    Description = "The configuration file.",
    DefaultValueFactory = _ => SettingsFile.DefaultPath,
    Recursive = true,
};
var secrets = new Option<string>("--secrets")
{
    Description = "A directory with one file per secret, named like PrivacyProxy__Sites__shop__PseudonymKey.",
    DefaultValueFactory = _ => SettingsFile.DefaultSecrets,
    Recursive = true,
};

var run = new Command("run", "Runs the proxy (the default).");
var check = new Command("check", "Prints all problems of the configuration, or what it promises; exits 0 or 1.");
var demo = new Command("demo", "Runs a shop, stand-in vendors and the proxy between them on http://localhost:8080.");
var request = new Option<string?>("--request") { Description = "A file with a recorded HTTP request: tells what would become of it, field by field." };
check.Options.Add(request);
var port = new Option<int>("--port") { Description = "The port of the demo.", DefaultValueFactory = _ => 8080 };
demo.Options.Add(port);

var root = new RootCommand("Lets through to analytics vendors only what the visitor agreed to and the vendor needs.") { run, check, demo, config, secrets };
root.SetAction((arguments, cancelled) => ProxyHost.Run(arguments.GetValue(config)!, arguments.GetValue(secrets)!, cancelled));
run.SetAction((arguments, cancelled) => ProxyHost.Run(arguments.GetValue(config)!, arguments.GetValue(secrets)!, cancelled));
check.SetAction((arguments, _) => CheckCommand.Run(
    arguments.GetValue(config)!, arguments.GetValue(secrets)!, arguments.GetValue(request), Console.Out));
demo.SetAction((arguments, cancelled) => DemoHost.Run(arguments.GetValue(port), cancelled));
return await root.Parse(args).InvokeAsync();
