using System.CommandLine;

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

    /// <summary>An option's value must be at least this.</summary>
    public static Option<T> AtLeast<T>(this Option<T> option, T minimum)
        where T : struct, IComparable<T>, IFormattable
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<T>() is var value && value.CompareTo(minimum) < 0)
                result.AddError($"{option.Name} must be at least {minimum}, not {value}.");
        });
        return option;
    }
}
