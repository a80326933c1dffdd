using BenchmarkDotNet.Running;
using MlNetCnn.Benchmarks;

// What lacks its data is left out, with the reason, instead of failing in the middle of the table.
var types = typeof(Program).Assembly.GetTypes().Where(t => t.IsPublic && t.GetMethods().Any(m => m.IsDefined(typeof(BenchmarkDotNet.Attributes.BenchmarkAttribute), false)));
if (JpegDecoding.Missing is { } reason)
{
    types = types.Except([typeof(JpegDecoding)]);
    Console.WriteLine($"skipped {nameof(JpegDecoding)}: {reason}");
}

// In this process: the measured code is the built one, and no project is generated for a framework that BenchmarkDotNet may not know yet.
var summaries = BenchmarkSwitcher.FromTypes([.. types]).Run([.. args, "--inProcess", "--join"]);
return summaries.Any() && summaries.All(s => s.Reports.Any(r => r.Success)) ? 0 : 1;
