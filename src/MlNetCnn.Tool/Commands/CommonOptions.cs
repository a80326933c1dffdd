using System.CommandLine;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Commands;

/// <summary>Options that several commands share. Each command has its own copies.</summary>
internal static class CommonOptions
{
    /// <summary>Folder that <c>artifacts</c> and <c>data</c> lie in.</summary>
    public static Option<string> Home() => new("--home")
    {
        Description = "Folder that holds artifacts/ and data/.",
        DefaultValueFactory = _ => Directory.GetCurrentDirectory(),
        Hidden = true,
    };

    public static Option<bool> Verbose() => new("--verbose") { Description = "Shows where an error came from." };

    public static Option<string?> Output(string @default) => new("--output") { Description = $"Folder for the results. Default: {@default}." };

    public static Option<string> Data(bool required) => new("--data")
    {
        Description = "Folder of pictures: class folders in train, validation and test; class folders; or files named cat.0.jpg, dog.0.jpg ...",
        Required = required,
    };

    /// <summary>Full path of the results: as asked for, else a folder below home.</summary>
    public static string OutputFolder(string? asked, string home, params string[] @default) =>
        Path.GetFullPath(asked ?? Path.Combine([home, .. @default]));

    public static Option<int> Batch(int @default) => NumberOptions.Whole("--batch", "Examples per batch.", @default, minimum: 1);

    public static Option<int?> Steps(int? @default) => NumberOptions.Whole(
        "--steps", $"Training steps of an epoch; passes over the data follow one another. Default: {(@default is { } steps ? FormattableString.Invariant($"{steps}") : "one pass over the data")}.", minimum: 1);

    public static Option<bool> Resume() => new("--resume") { Description = "Goes on with a run that was interrupted, from its backup in the folder for the results." };

    public static Option<bool> TensorBoard() => new("--tensorboard") { Description = "Also writes event files for TensorBoard, to tensorboard/ in the folder for the results." };

    public static Option<string?> UnfreezeFrom() => new("--unfreeze-from")
    {
        Description = "The first layer of the base that fine-tuning trains. Default: that of the last block, block5_conv1 of VGG, conv_dw_12 of MobileNet.",
    };

    public static Option<bool> NoAugmentation() => new("--no-augmentation") { Description = "Leaves the training photos as they are." };

    public static Option<int[]> Hidden() =>
        new("--hidden") { Description = "Units of the hidden layers, e.g. 256 or 512,256; 0 for none. Default: 256.", CustomParser = Experiments.Transfer.HiddenUnits.Parse };

    /// <summary>What <see cref="Hidden"/> says, or its default.</summary>
    public static IReadOnlyList<int> HiddenUnits(ParseResult parsed, Option<int[]> hidden) =>
        parsed.GetValue(hidden) is { } units && parsed.GetResult(hidden) is { Implicit: false } ? units : [256];

    public static Option<double?> Dropout() => NumberOptions.Number(
        "--dropout", "Fraction of each hidden layer's outputs that training drops. Default: 0.5.", "at least 0 and below 1", x => x is >= 0 and < 1);

    public static Option<string?> Cache() =>
        new("--cache") { Description = "Folder in which computed features are kept for the next run. Default: features, in the folder for the results." };

    /// <summary>Full path of the features: as asked for, else in the folder of the results.</summary>
    public static string CacheFolder(string? asked, string output) => Path.GetFullPath(asked ?? Path.Combine(output, "features"));

    public static Option<int> Threads() =>
        NumberOptions.Whole("--threads", "Threads at most; 0: one per core. The managed engine's results do not depend on it.", 0, minimum: 0, maximum: 1024);

    public static Option<int> Seed() => new Option<int>("--seed") { Description = "The same seed gives the same result, bit for bit.", DefaultValueFactory = _ => 42 };

    public static Option<BadPhotos> Bad() => new Option<BadPhotos>("--bad-photos")
    {
        Description = "What to do with a picture that cannot be read: fail, naming it, or skip it and say so.",
        DefaultValueFactory = _ => BadPhotos.Fail,
    }.TakesOnly(Enum.GetNames<BadPhotos>());
}
