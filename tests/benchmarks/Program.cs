using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using PrivacyProxy.Benchmarks;

// In this process, because its code generation is the product's own; the ratios compare like with like in one run.
var job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithMinIterationTime(TimeInterval.FromMilliseconds(100))
    .WithIterationCount(15);
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddColumn(StatisticColumn.Min)
    .AddExporter(MarkdownExporter.GitHub)
    .AddLogger(ConsoleLogger.Default)
    .WithArtifactsPath("artifacts/benchmarks")
    .WithOptions(ConfigOptions.DisableLogFile);
RedactionUnderTest.WarmUp();
SideBySide.Print(Console.Out);
if (args is ["ratios"])
    return;
BenchmarkSwitcher.FromAssembly(typeof(BatchOfTen).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
