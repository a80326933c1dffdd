// Targets of this repository; `./build.sh --description` lists them. The experiments themselves live in src/MlNetCnn.Tool.
using System.Diagnostics;
using System.Xml.Linq;

// Options of the build; every other option goes to the experiment as it is.
string target = Argument("target", "Quickstart");
string configuration = Argument("configuration", "Release");
string microsoftML = Argument("microsoft-ml", "");
// --options (which build.sh makes of --help, an option of Cake's own) asks an experiment for its options.
string[] buildOptions = ["target", "configuration", "microsoft-ml", "verbosity", "no-report", "exclusive", "dryrun"];

string root = Context.Environment.WorkingDirectory.FullPath;
string callerFolder = EnvironmentVariable("MLNETCNN_CALLER_FOLDER") ?? root;
string artifacts = System.IO.Path.Combine(root, "artifacts");

// ---- Helpers ---------------------------------------------------------------------------------------------------------------------

// Runs `dotnet` with its output going straight to the console; returns the exit code.
int Run(string folder, params IEnumerable<string> arguments)
{
    Console.Out.Flush();
    var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, UseShellExecute = false };
    foreach (var argument in arguments) start.ArgumentList.Add(argument);
    // Ctrl+C reaches the experiment, which ends in its own way; its exit code is ours.
    ConsoleCancelEventHandler wait = (_, e) => e.Cancel = true;
    Console.CancelKeyPress += wait;
    using var process = Process.Start(start);
    process.WaitForExit();
    Console.CancelKeyPress -= wait;
    return process.ExitCode;
}

// Ends the build with the exit code of a program that has already said what was wrong.
void RunOrExit(string folder, params IEnumerable<string> arguments)
{
    var code = Run(folder, arguments);
    if (code != 0) System.Environment.Exit(code);
}

void Fail(string message)
{
    Console.Error.WriteLine(message);
    System.Environment.Exit(1);
}

string[] MicrosoftMLProperty() => microsoftML switch
{
    "" => [],
    _ when microsoftML.ToLowerInvariant() is "auto" or "nuget" or "offline" => [$"-p:MicrosoftML={microsoftML}"],
    _ => [$"-p:MicrosoftML={System.IO.Path.GetFullPath(microsoftML, callerFolder)}"],
};

string[] Common() => [$"-p:Configuration={configuration}", "-nologo", "-verbosity:quiet", .. MicrosoftMLProperty()];

// Restores and builds; the build itself says something only where something is wrong.
void Build(string what, params string[] more)
{
    Console.WriteLine($"building {what}");
    RunOrExit(root, ["msbuild", what, "-restore", "-maxCpuCount", .. Common(), .. more]);
}

// The experiment's own options: all but the build's and Cake's.
IEnumerable<string> ExperimentOptions()
{
    foreach (var (name, values) in Arguments())
    {
        if (buildOptions.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("settings_", StringComparison.OrdinalIgnoreCase)) continue;
        if (name.Equals("options", StringComparison.OrdinalIgnoreCase)) yield return "--help";
        else foreach (var value in values) yield return string.IsNullOrEmpty(value) ? $"--{name}" : $"--{name}={value}";
    }
}

// Builds the tool and runs one of its commands where the caller stands; what it makes goes to this repository's folders.
void Experiment(string command)
{
    Build("src/MlNetCnn.Tool");
    var tool = System.IO.Path.Combine(root, "src", "MlNetCnn.Tool", "bin", configuration, "net10.0", "MlNetCnn.Tool.dll");
    RunOrExit(callerFolder, ["exec", tool, command, $"--home={root}", .. ExperimentOptions()]);
}

// Builds the benchmarks and runs one of their commands where the caller stands.
void Benchmark(string command, string folder)
{
    Build("tests/MlNetCnn.Benchmarks");
    var program = System.IO.Path.Combine(root, "tests", "MlNetCnn.Benchmarks", "bin", configuration, "net10.0", "MlNetCnn.Benchmarks.dll");
    string[] output = HasArgument("output") ? [] : [$"--output={System.IO.Path.Combine(artifacts, folder)}"];
    RunOrExit(callerFolder, ["exec", program, command, .. output, .. ExperimentOptions()]);
}

// Builds the conformance suite and runs one of its commands where the caller stands.
void Conform(string command, string folder)
{
    Build("tests/MlNetCnn.Conformance");
    var program = System.IO.Path.Combine(root, "tests", "MlNetCnn.Conformance", "bin", configuration, "net10.0", "MlNetCnn.Conformance.dll");
    string[] output = HasArgument("output") ? [] : [$"--output={System.IO.Path.Combine(artifacts, folder)}"];
    RunOrExit(callerFolder, ["exec", program, command, .. output, .. ExperimentOptions()]);
}

// ---- Building and testing --------------------------------------------------------------------------------------------------------

Task("Clean")
    .Description("Deletes what builds and runs have made: artifacts, bin and obj folders, and the sample set.")
    .Does(() =>
{
    CleanDirectories("./{src,tests,samples}/*/{bin,obj}");
    foreach (var made in new[] { "artifacts", "data/sample", "data/sample-faithfulness", "data/sample-faithfulness-smoke" })
        if (DirectoryExists(made)) DeleteDirectory(made, new DeleteDirectorySettings { Recursive = true, Force = true });
});

Task("Build")
    .Description("Builds everything. --configuration=Release|Debug, --microsoft-ml=auto|nuget|offline|FOLDER of assemblies.")
    .Does(() => Build("MlNetCnn.sln"));

Task("Test")
    .Description("Runs all tests; MLNETCNN_DATA names the folder of real photos and weights for those that need it.")
    .IsDependentOn("Build")
    .Does(() =>
{
    var results = System.IO.Path.Combine(artifacts, "Test");
    if (DirectoryExists(results)) DeleteDirectory(results, new DeleteDirectorySettings { Recursive = true, Force = true });
    var code = Run(root, ["test", "MlNetCnn.sln", .. Common(), "--no-build", "--logger", "console;verbosity=minimal", "--logger", "trx;LogFilePrefix=tests", "--results-directory", results]);

    var outcomes = GetFiles(results + "/*.trx")
        .SelectMany(file => XDocument.Load(file.FullPath).Descendants().Where(e => e.Name.LocalName == "UnitTestResult"))
        .Select(e => (Outcome: (string)e.Attribute("outcome"), Reason: e.Descendants().FirstOrDefault(d => d.Name.LocalName is "Message" or "StdOut")?.Value.Trim() ?? ""))
        .ToList();
    var passed = outcomes.Count(o => o.Outcome == "Passed");
    var skipped = outcomes.Count(o => o.Outcome == "NotExecuted");
    var failed = outcomes.Count - passed - skipped;
    // The first line of a reason says it; one that lists where something was looked for fills a screen.
    foreach (var reason in outcomes.Where(o => o.Outcome == "NotExecuted").GroupBy(o => o.Reason.Split('\n')[0].Replace(" Looked for:", "")).OrderByDescending(g => g.Count()))
        Console.WriteLine($"skipped {reason.Count()}: {reason.Key}");
    if (outcomes.Count == 0) Console.WriteLine("No test ran.");
    if (code != 0 && failed == 0) Console.WriteLine($"dotnet test ended with exit code {code} although no test failed: a test program broke off.");
    Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
    if (code != 0 || failed > 0 || outcomes.Count == 0) System.Environment.Exit(1);
});

Task("Fuzz")
    .Description("Damages model files, TensorFlow graphs and ONNX files at random and reads them. [--mutations=200000 --seed=1]")
    .Does(() =>
{
    System.Environment.SetEnvironmentVariable("MLNETCNN_MUTATIONS", Argument("mutations", "200000"));
    System.Environment.SetEnvironmentVariable("MLNETCNN_SEED", Argument("seed", "1"));
    foreach (var format in (string[])["Keras", "Protobuf", "TensorFlow", "Onnx"])
    {
        Build($"tests/MlNetCnn.{format}.Tests");
        RunOrExit(root, ["test", $"tests/MlNetCnn.{format}.Tests", .. Common(), "--no-build", "--filter", $"FullyQualifiedName~{format}.Tests.Hostile", "--logger", "console;verbosity=detailed"]);
    }
});

Task("Bench")
    .Description("Measures this engine on all workloads. [--filter=NAMES --threads=1,2 --seconds=3]; all with --help")
    .Does(() => Benchmark("bench", "Bench"));

Task("BenchPeers")
    .Description("Measures this engine beside ONNX Runtime and torch, in turns. [--filter=NAMES --threads=1,2 --rounds=3]; all with --help")
    .Does(() => Benchmark("peers", "BenchPeers"));

Task("PublishBench")
    .Description("Makes a folder that runs the same workloads on any linux-x64 machine, without .NET, beside the peers found there.")
    .Does(() =>
{
    var folder = System.IO.Path.Combine(artifacts, "PublishBench");
    if (DirectoryExists(folder)) DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true, Force = true });
    Console.WriteLine($"publishing to {folder}");
    RunOrExit(root, ["publish", "tests/MlNetCnn.Benchmarks", "--runtime=linux-x64", "--self-contained", $"--output={folder}", .. Common(), "-p:PublishDocumentationFile=false", "-p:PublishReferencesDocumentationFiles=false"]);
    // The build's symbols of referenced projects are copied whatever it is told.
    DeleteFiles(folder + "/*.pdb");
    var megabytes = GetFiles(folder + "/**/*").Sum(f => new System.IO.FileInfo(f.FullPath).Length) / 1e6;
    Console.WriteLine(FormattableString.Invariant($"{megabytes:F0} MB; there: {System.IO.Path.GetFileName(folder)}/MlNetCnn.Benchmarks peers --json, or bench"));
    if (megabytes >= 100) Fail("PublishBench: the folder should stay below 100 MB.");
});

Task("Conform")
    .Description("Asks every engine that starts here (managed, TensorFlow graphs interpreted, TensorFlow on CPU and GPU) for outputs, gradients and training, and compares. [--tensorflow=PATH --require=tensorflow --cases=NAMES --engines=NAMES]")
    .Does(() => Conform("engines", "Conform"));

Task("PublishConformance")
    .Description("Makes a folder that runs the conformance suite on any linux-x64 machine with a TensorFlow, without .NET, with graphs and model files for the originals' own loaders.")
    .Does(() =>
{
    var folder = System.IO.Path.Combine(artifacts, "PublishConformance");
    if (DirectoryExists(folder)) DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true, Force = true });
    Console.WriteLine($"publishing to {folder}");
    RunOrExit(root, ["publish", "tests/MlNetCnn.Conformance", "--runtime=linux-x64", "--self-contained", $"--output={folder}", .. Common(), "-p:PublishDocumentationFile=false", "-p:PublishReferencesDocumentationFiles=false"]);
    // The build's symbols of referenced projects are copied whatever it is told.
    DeleteFiles(folder + "/*.pdb");
    CopyFiles("eng/conformance/published/*", folder);
    Conform("files", "PublishConformance");
    var megabytes = GetFiles(folder + "/**/*").Sum(f => new System.IO.FileInfo(f.FullPath).Length) / 1e6;
    Console.WriteLine(FormattableString.Invariant($"{megabytes:F0} MB; README.md there says how to run it: {System.IO.Path.GetFileName(folder)}/MlNetCnn.Conformance engines --tensorflow=PATH"));
});

Task("ConformOnnx")
    .Description("Writes ONNX files of every layer, application and some trained nets, runs them in ONNX Runtime (npm) and through ONNX's checker. [--cases=NAMES --fold --channels-first --opset=17]")
    .Does(() => Conform("onnx", "ConformOnnx"));

Task("ConformTfjs")
    .Description("Writes TensorFlow graphs of every layer, application and some trained nets, and runs them in TensorFlow.js (npm). [--cases=NAMES]")
    .Does(() => Conform("tfjs", "ConformTfjs"));

Task("Pack")
    .Description("Makes the NuGet packages; refuses a build that stands on anything but the Microsoft.ML packages.")
    .Does(() =>
{
    StartProcess("dotnet", new ProcessSettings
    {
        Arguments = ProcessArgumentBuilder.FromStrings(["msbuild", "src/MlNetCnn/MlNetCnn.csproj", "-getProperty:MicrosoftMLMode", .. MicrosoftMLProperty()]),
        RedirectStandardOutput = true,
    }, out var answer);
    var mode = string.Concat(answer).Trim();
    if (mode != "NuGet")
        Fail($"Pack: packages are made with the Microsoft.ML packages only; this build has {mode}. Use a feed that has them, or --microsoft-ml=nuget.");
    Build("MlNetCnn.sln", "-target:Pack", $"-p:PackageOutputPath={System.IO.Path.Combine(artifacts, "Pack")}");
});

// ---- Experiments -----------------------------------------------------------------------------------------------------------------

Task("FetchWeights")
    .Description("Downloads the ImageNet weights that Keras publishes into its cache, with hash and resume. --application=NAME|all [--no-top --top --folder=FOLDER --again ...]; all with --help")
    .Does(() => Experiment("fetch-weights"));

Task("PrepareCatsAndDogs")
    .Description("Splits the dogs-vs-cats photos as the Keras book does, 1000/500/500 per class. --data=FOLDER [--output=FOLDER]")
    .Does(() => Experiment("prepare-cats-and-dogs"));

Task("SmallConvnet")
    .Description("Trains a small convnet from scratch (book, 5.2.3-5.2.4). --data=FOLDER [--epochs=30 --steps=100 --resume --smoke ...]; all with --help")
    .Does(() => Experiment("small-convnet"));

Task("SmallConvnetAugmented")
    .Description("The same with dropout and varied photos (book, 5.2.5). --data=FOLDER [--epochs=100 --resume --smoke ...]; all with --help")
    .Does(() => Experiment("small-convnet-augmented"));

Task("FeatureExtraction")
    .Description("Trains a classifier on a pre-trained base's features. --data=FOLDER --weights=FILE [--epochs=30 --smoke ...]; all with --help")
    .Does(() => Experiment("feature-extraction"));

Task("FrozenBase")
    .Description("Trains a classifier on a frozen base, end to end on varied photos (book, 5.3.1). --data=FOLDER --weights=FILE [...]; all with --help")
    .Does(() => Experiment("frozen-base"));

Task("FineTune")
    .Description("Trains a classifier on a base, then the base's last layers with it (book, 5.3.2). --data=FOLDER --weights=FILE [--unfreeze-from=LAYER ...]; all with --help")
    .Does(() => Experiment("fine-tune"));

Task("FashionMnist")
    .Description("Trains a convnet on Fashion-MNIST with checkpoint and early stopping (chapter 8-2). --data=FOLDER [...]; all with --help")
    .Does(() => Experiment("fashion-mnist"));

Task("Cifar10")
    .Description("Trains a convnet of 684,746 parameters on CIFAR-10. --data=FOLDER [...]; all with --help")
    .Does(() => Experiment("cifar10"));

Task("WeightStatistics")
    .Description("Shows how a model's weights spread, trained beside untrained, and its kernels (chapter 8-3). --model=FILE [--layer=NAME]")
    .Does(() => Experiment("weight-statistics"));

Task("Summary")
    .Description("Prints a model's layers, shapes and parameters as Keras does. --model=FILE or --application=NAME [--keras2 --expand-nested --show-trainable --output=FILE ...]")
    .Does(() => Experiment("summary"));

Task("PlotModel")
    .Description("Draws a model as boxes and arrows, SVG or PNG. --model=FILE or --application=NAME [--output=FILE --rankdir=lr --expand-nested ...]; all with --help")
    .Does(() => Experiment("plot-model"));

Task("ConvertModel")
    .Description("Writes a model in another of Keras's file forms. --model=FILE --output=FILE.keras|.h5|.weights.h5|.json [--application=NAME]")
    .Does(() => Experiment("convert-model"));

Task("ExportOnnx")
    .Description("Writes a model as an ONNX file, for ApplyOnnxModel and other runtimes. --model=FILE --output=FILE.onnx [--channels-first --include-preprocessing --fold ...]; all with --help")
    .Does(() => Experiment("export-onnx"));

Task("ExportTensorFlow")
    .Description("Writes a model for TensorFlow: a frozen graph, a SavedModel, or for TensorFlow.js. --model=FILE --output=FILE.pb, or --output=FOLDER [--format=saved-model|tensorflowjs --logits --layer=NAMES --batch-size=N]; all with --help")
    .Does(() => Experiment("export-tensorflow"));

Task("InspectFile")
    .Description("Lists what an .h5 or .keras file holds, and says why it is no model where it is none. --model=FILE")
    .Does(() => Experiment("inspect-file"));

Task("Faithfulness")
    .Description("Measures how good explanations are, on a sample set drawn here and a net trained on it. [--methods=NAMES --smoke ...]; all with --help")
    .Does(() => Experiment("faithfulness"));

Task("Predict")
    .Description("Runs a model file on pictures or an .npy array. --model=FILE --input=FILE|FOLDER [--top=3 ...]; all with --help")
    .Does(() => Experiment("predict"));

Task("Activations")
    .Description("Shows what the layers of a network make of a picture, channel by channel (book, 5.4.1). --model=FILE --image=FILE [--layer=NAME,NAME --channel=N]")
    .Does(() => Experiment("activations"));

Task("FilterPatterns")
    .Description("Shows what each filter of a layer responds to most (book, 5.4.2). --model=FILE [--layer=NAME --filters=64 --size=64 --regularised ...]; all with --help")
    .Does(() => Experiment("filter-patterns"));

Task("GradCam")
    .Description("Shows where in pictures a network sees what it says (book, 5.4.3): on a small net and pictures made here, or [--model=FILE --image=FILE|FOLDER]")
    .Does(() => Experiment("grad-cam"));

Task("Explain")
    .Description("Explains one picture by any method. --model=FILE --image=FILE [--method=NAMES|all --layer=NAME --class=NAME|INDEX --logits ...]; all with --help")
    .Does(() => Experiment("explain"));

Task("Quickstart")
    .Description("The default: a small base from scratch, features, classifier, fine-tuning, a saved model; on a sample set drawn here or on --data and --weights; all with --help")
    .Does(() => Experiment("quickstart"));

if (!Tasks.Any(t => t.Name.Equals(target, StringComparison.OrdinalIgnoreCase)))
{
    Console.Error.WriteLine($"There is no target '{target}'. Targets: {string.Join(", ", Tasks.Select(t => t.Name))}. `./build.sh --description` tells what each does.");
    System.Environment.Exit(2);
}

RunTarget(target);
