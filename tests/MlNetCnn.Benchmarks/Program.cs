using BenchmarkDotNet.Running;

// In this process: the measured code is the built one, and no project is generated for a framework that BenchmarkDotNet may not know yet.
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args, "--inProcess", "--join"]);
return summaries.Any() && summaries.All(s => s.Reports.Any(r => r.Success)) ? 0 : 1;
