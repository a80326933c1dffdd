namespace MlNetCnn.Tool.Display;

/// <summary>
/// How long a training will still take, from what it reported: the rest of this epoch's steps at their pace so far, its validation, and the epochs to come, each as
/// long as the last few took with all that belongs to them. Training that stops early needs less.
/// </summary>
/// <param name="validationExamples">Examples of the validation data, for the first epoch's estimate; 0 for none.</param>
internal sealed class TrainingClock(long validationExamples)
{
    /// <summary>A validation step's time as a share of a training step's, while it is not known: the forward pass of three of about equal length.</summary>
    private const double ForwardShare = 1.0 / 3;

    private const int Remembered = 3;

    private readonly Queue<TimeSpan> _epochs = new();
    private TimeSpan _firstStep, _training, _validation, _tail;
    private int _epoch, _epochsInAll, _begun;
    private bool _validated;

    /// <summary>Time left; null while nothing is known.</summary>
    public TimeSpan? Left { get; private set; }

    /// <summary>A training or validation step ended.</summary>
    public void Step(int epoch, int epochs, int step, int steps, long examples, bool validating, TimeSpan elapsed)
    {
        (_epoch, _epochsInAll) = (epoch, epochs);
        if (validating)
        {
            _validation = elapsed * ((double)steps / step);
            _validated = true;
            Left = _validation - elapsed + _tail + Later(_training + _validation);
            return;
        }

        // The first step pays for what is made once; its time says little about the others'.
        if (step == 1) (_begun, _firstStep) = (epoch, elapsed);
        var pace = step == 1 || _begun != epoch ? elapsed / step : (elapsed - _firstStep) / (step - 1);
        _training = elapsed + pace * (steps - step);
        if (!_validated && examples > 0) _validation = pace * (ForwardShare * validationExamples * step / examples);
        Left = _training - elapsed + _validation + _tail + Later(_training + _validation);
    }

    /// <summary>An epoch ended.</summary>
    public void EpochEnd(int epoch, int epochs, TimeSpan elapsed)
    {
        (_epoch, _epochsInAll) = (epoch, epochs);
        // What callbacks took: checkpoints, for instance.
        if (_training > TimeSpan.Zero && elapsed > _training + _validation) _tail = elapsed - _training - _validation;
        _epochs.Enqueue(elapsed);
        if (_epochs.Count > Remembered) _epochs.Dequeue();
        Left = Later(elapsed);
    }

    private TimeSpan Later(TimeSpan guess)
    {
        var each = _epochs.Count == 0 ? guess : TimeSpan.FromTicks((long)_epochs.Average(e => e.Ticks));
        return each * Math.Max(0, _epochsInAll - _epoch);
    }
}
