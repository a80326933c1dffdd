using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests.Callbacks;

/// <summary>The bytes of Keras's CSVLogger, and what a killed run leaves.</summary>
public sealed class Csv_logs
{
    private static readonly Dictionary<string, double>[] Rows =
    [
        new() { ["loss"] = 0.6931471824645996, ["val_loss"] = 0.1, ["accuracy"] = 0.5, ["val_accuracy"] = 1 },
        new() { ["loss"] = 1e-5, ["val_loss"] = double.NaN, ["accuracy"] = 1 },
        new() { ["loss"] = 12345678, ["val_loss"] = double.PositiveInfinity, ["accuracy"] = 0.25, ["val_accuracy"] = 1e-7, ["late"] = 3 },
    ];

    private static readonly Dictionary<string, double>[] Unvalidated = [new() { ["loss"] = 0.5, ["accuracy"] = 0.25 }, new() { ["loss"] = 0.125, ["accuracy"] = 1 / 3.0 }];

    [Theory]
    [InlineData("validated", ",", false, 1)]
    [InlineData("unvalidated", ",", false, 1)]
    [InlineData("semicolon", ";", false, 1)]
    [InlineData("appended", ",", true, 2)]
    [InlineData("validated", ",", false, 2)]
    public void The_bytes_are_those_of_Keras(string name, string separator, bool append, int runs)
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        var path = folder.File("log.csv");
        for (var run = 0; run < runs; run++)
        {
            var callback = new CsvLogger(path, separator, append);
            callback.OnTrainBegin(driver.Fit);
            Write(driver, callback, name == "unvalidated" ? Unvalidated : Rows, 0);
            callback.OnTrainEnd(driver.Fit, new Dictionary<string, double>());
        }

        Assert.Equal(Table.Read("callbacks.json").GetProperty("csv_logger").Text(name), File.ReadAllText(path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_run_has_no_line_twice(bool append)
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        var path = folder.File("log.csv");
        var killed = new CsvLogger(path, append: append);
        killed.OnTrainBegin(driver.Fit);
        Write(driver, killed, Rows[..1], 0);
        var state = Callback_states.Stored(killed.SaveState());
        // Its checkpoint is behind: it was killed after two lines more, the last of them torn.
        Write(driver, killed, Rows[1..], 1);
        File.WriteAllText(path, File.ReadAllText(path)[..^4]);

        var resumed = new CsvLogger(path, append: append);
        resumed.OnTrainBegin(driver.Fit);
        resumed.RestoreState(state);
        Write(driver, resumed, Rows[1..], 1);
        resumed.OnTrainEnd(driver.Fit, new Dictionary<string, double>());
        Assert.Equal(Table.Read("callbacks.json").GetProperty("csv_logger").Text("validated"), File.ReadAllText(path));
    }

    [Fact]
    public void A_torn_line_is_cut_off_before_appending()
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        var path = folder.File("log.csv");
        var whole = Table.Read("callbacks.json").GetProperty("csv_logger").Text("validated");
        var first = whole.IndexOf('\n', whole.IndexOf('\n') + 1) + 1;
        File.WriteAllText(path, whole[..(first + 5)]);
        var callback = new CsvLogger(path, append: true);
        callback.OnTrainBegin(driver.Fit);
        Write(driver, callback, Rows[1..], 1);
        // The columns are those of this run's first epoch, which has no val_accuracy: Keras's rule.
        Assert.StartsWith(whole[..first], File.ReadAllText(path));
        Assert.Equal("1,1.0,1e-05,nan\r\n2,0.25,12345678.0,inf\r\n", File.ReadAllText(path)[first..]);
    }

    [Fact]
    public void A_file_that_cannot_be_is_told_before_the_first_epoch_and_a_run_without_epochs_leaves_it_empty()
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        Assert.Throws<DirectoryNotFoundException>(() => new CsvLogger(folder.File("no", "log.csv")).OnTrainBegin(driver.Fit));
        File.WriteAllText(folder.File("log.csv"), "old");
        var callback = new CsvLogger(folder.File("log.csv"));
        callback.OnTrainBegin(driver.Fit);
        Assert.Equal("old", File.ReadAllText(folder.File("log.csv")));
        callback.OnTrainEnd(driver.Fit, new Dictionary<string, double>());
        Assert.Equal("", File.ReadAllText(folder.File("log.csv")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("\"")]
    public void Separators_are_one_character(string separator) => Assert.Throws<ArgumentException>(() => new CsvLogger("log.csv", separator));

    private static void Write(Driver driver, CsvLogger callback, Dictionary<string, double>[] rows, int from)
    {
        foreach (var (i, row) in rows.Index()) callback.OnEpochEnd(driver.Fit, from + i, new Dictionary<string, double>(row));
    }
}
