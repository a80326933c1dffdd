namespace MlNetCnn.Training.Tests;

/// <summary>Cancellation and divergence: which weights remain, in the model and in the engine.</summary>
public sealed class Trainer_stops_early
{
    private static readonly double[] s_valLosses = [0.9, 0.4, 0.6, 0.4, 0.8];

    [Fact]
    public void Cancelled_in_a_later_epoch_the_weights_of_the_lowest_validation_loss_come_back()
    {
        var afterEpoch = new List<float>();
        using var cancel = new CancellationTokenSource();
        using var engine = new LogisticExecutable(1);
        engine.BeforeTest = step => s_valLosses[step];
        engine.BeforeStep = step =>
        {
            if (step == 9) cancel.Cancel(); // second of two batches of the fifth epoch
            return null;
        };
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), Trainer_runs_epochs.Numbers(2), new()
        {
            Epochs = 50,
            BatchSize = 2,
            CancellationToken = cancel.Token,
            Progress = new Trainer_runs_epochs.Listener(_ => afterEpoch.Add(engine.Kernel0)),
        });
        Assert.True(history.Cancelled);
        Assert.Equal(4, history.Count);
        Assert.Equal(1, history.BestEpoch); // the first of two equal losses
        Assert.Equal(4, afterEpoch.Distinct().Count());
        Assert.Equal(afterEpoch[1], engine.Model.Weights[0].Values[0]);
        Assert.Equal(afterEpoch[1], engine.Kernel0);
    }

    [Fact]
    public void A_first_validation_loss_that_is_no_number_is_not_the_best()
    {
        using var engine = new LogisticExecutable(1);
        engine.BeforeTest = step => step == 0 ? double.NaN : s_valLosses[step];
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), Trainer_runs_epochs.Numbers(2), new() { Epochs = 5, BatchSize = 2, Callbacks = [new Training.Callbacks.TerminateOnNaN()] });
        Assert.Equal(5, history.Count);
        Assert.Equal(1, history.BestEpoch);
    }

    [Fact]
    public void Without_validation_the_lowest_training_loss_counts()
    {
        var afterEpoch = new List<float>();
        using var cancel = new CancellationTokenSource();
        using var engine = new LogisticExecutable(1);
        engine.BeforeStep = step => new[] { 3.0, 1.0, 2.0 }[step];
        Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), null, new()
        {
            CancellationToken = cancel.Token,
            Progress = new Trainer_runs_epochs.Listener(p =>
            {
                afterEpoch.Add(engine.Kernel0);
                if (p.Epoch == 3) cancel.Cancel();
            }),
        });
        Assert.Equal(afterEpoch[1], engine.Model.Weights[0].Values[0]);
    }

    [Fact]
    public void Cancelled_in_the_first_epoch_the_weights_are_those_of_that_moment()
    {
        using var cancel = new CancellationTokenSource();
        using var engine = new LogisticExecutable(1);
        engine.BeforeStep = step =>
        {
            if (step == 1) cancel.Cancel();
            return null;
        };
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(9), null, new() { BatchSize = 3, CancellationToken = cancel.Token });
        Assert.True(history.Cancelled);
        Assert.Equal(0, history.Count);
        Assert.Null(history.BestEpoch);
        Assert.Equal(2, engine.Trained.Count);
        Assert.NotEqual(0, engine.Kernel0);
        Assert.Equal(engine.Kernel0, engine.Model.Weights[0].Values[0]);
    }

    [Fact]
    public void Cancelled_before_it_starts_nothing_changes()
    {
        using var engine = new LogisticExecutable(1);
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(9), null, new() { CancellationToken = new CancellationToken(canceled: true) });
        Assert.True(history.Cancelled);
        Assert.Empty(engine.Trained);
        Assert.Equal(0, engine.Model.Weights[0].Values[0]);
    }

    [Fact]
    public void A_token_cancelled_after_the_end_does_not_matter()
    {
        using var cancel = new CancellationTokenSource();
        using var engine = new LogisticExecutable(1);
        var last = 0f;
        engine.BeforeTest = step => 1 + step; // the first epoch is the best
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), Trainer_runs_epochs.Numbers(4), new()
        {
            Epochs = 2,
            CancellationToken = cancel.Token,
            Progress = new Trainer_runs_epochs.Listener(p =>
            {
                last = engine.Kernel0;
                if (p.Epoch == 2) cancel.Cancel();
            }),
        });
        Assert.False(history.Cancelled);
        Assert.Equal(0, history.BestEpoch);
        Assert.Equal(last, engine.Model.Weights[0].Values[0]); // the last epoch's, as in Keras
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Divergence_names_epoch_and_batch_and_leaves_the_best_weights(double loss)
    {
        var afterEpoch = new List<float>();
        using var engine = new LogisticExecutable(1);
        engine.BeforeStep = step => step == 4 ? loss : null; // epoch 3, batch 1
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), Trainer_runs_epochs.Numbers(2), new()
        {
            BatchSize = 2,
            Progress = new Trainer_runs_epochs.Listener(_ => afterEpoch.Add(engine.Kernel0)),
        }));
        Assert.Equal((3, 1, false), (error.Epoch, error.Batch, error.Validating));
        Assert.Contains("batch 1 of epoch 3", error.Message);
        Assert.Equal(loss, error.Loss);
        Assert.Equal(2, error.History.Count);
        Assert.Equal(afterEpoch[error.History.BestEpoch!.Value], engine.Model.Weights[0].Values[0]);
        Assert.Equal(engine.Model.Weights[0].Values[0], engine.Kernel0);
    }

    [Fact]
    public void Divergence_in_the_first_epoch_leaves_the_weights_of_before()
    {
        using var engine = new LogisticExecutable(1) { BeforeTest = _ => double.NaN };
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), Trainer_runs_epochs.Numbers(4)));
        Assert.True(error.Validating);
        Assert.Contains("validation loss of batch 1 of epoch 1", error.Message);
        Assert.NotEmpty(engine.Trained);
        Assert.Equal(0, engine.Model.Weights[0].Values[0]);
        Assert.Equal(0, engine.Kernel0);
    }
}
